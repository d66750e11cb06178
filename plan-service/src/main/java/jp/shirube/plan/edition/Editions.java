package jp.shirube.plan.edition;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All plans and their editions, as their documents state them. */
public interface Editions {

    /** @param version counts what was announced about the plan */
    record StatedPlan(String municipality, String id, String name, long version) {}

    /**
     * 採択.
     *
     * @param adoptedOn the day of 議決 or another act of adoption
     * @param inForceFrom the day from which it is the edition in force
     * @param note 備考: by what act, or what else is to be known of the day; null without
     */
    record Adoption(
            LocalDate adoptedOn,
            LocalDate inForceFrom,
            @Nullable String note) {}

    /**
     * @param document as it was sent
     * @param version the plan's version when this content was stated: the edition's entity tag
     * @param adoption null for a draft
     */
    record Stated(
            String municipality,
            String plan,
            int number,
            String document,
            String digest,
            long version,
            Instant recordedAt,
            @Nullable Adoption adoption) {

        public boolean isInForceOn(LocalDate day) {
            return adoption != null && !day.isBefore(adoption.inForceFrom());
        }
    }

    /** Holds the plan until the transaction ends: writers of one follow one another. */
    void lock(String municipality, String plan);

    List<StatedPlan> listPlans(String municipality);

    Optional<StatedPlan> findPlan(String municipality, String plan);

    /** By number. */
    List<Stated> list(String municipality, String plan);

    Optional<Stated> find(String municipality, String plan, int number);

    /** @param reason why an adopted edition was corrected; null otherwise */
    void save(StatedPlan plan, Stated edition, @Nullable String reason);

    /** One state of an edition. */
    record Revision(
            String municipality,
            String plan,
            int number,
            long version,
            String document,
            Instant recordedAt,
            @Nullable String reason) {}

    /** Every state of every edition by municipality, plan and version: the one behind the one named. */
    Optional<Revision> nextRevision(String municipality, String plan, long version);

    /** The state by which the edition was adopted: the one that left the document as it was. */
    Optional<Long> findAdoption(String municipality, String plan, int number);

    long countRevisions();

    /**
     * The edition one means who names none: the one in force on that day; where none is, the newest that is listed, a draft
     * only where drafts are.
     */
    static Optional<Stated> current(List<Stated> editions, LocalDate day) {
        return editions.stream()
                .filter(edition -> edition.isInForceOn(day))
                .reduce((earlier, later) -> later)
                .or(() -> editions.stream().reduce((earlier, later) -> later));
    }
}
