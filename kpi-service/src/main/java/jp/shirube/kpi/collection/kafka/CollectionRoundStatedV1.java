package jp.shirube.kpi.collection.kafka;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import jp.shirube.kpi.collection.Round;
import jp.shirube.notation.FiscalYear;

/** A round on the wire, the data of {@code jp.shirube.kpi.collection-round.stated.v1}; described by {@code contracts/events}. */
record CollectionRoundStatedV1(
        String municipality,
        String round,
        int year,
        String title,
        String instructions,
        String deadline,
        boolean approval,
        List<String> plans,
        String openedAt,
        String openedBy,
        long version) {

    static CollectionRoundStatedV1 of(Round round) {
        return new CollectionRoundStatedV1(
                round.municipality(),
                round.id(),
                round.year().year(),
                round.title(),
                round.instructions(),
                round.deadline().toString(),
                round.approval(),
                round.plans().stream().sorted().toList(),
                round.openedAt().toString(),
                round.openedBy(),
                round.version());
    }

    Round told() {
        return new Round(
                municipality,
                round,
                version,
                new FiscalYear(year),
                title,
                instructions,
                LocalDate.parse(deadline),
                approval,
                Set.copyOf(plans),
                Instant.parse(openedAt),
                openedBy);
    }
}
