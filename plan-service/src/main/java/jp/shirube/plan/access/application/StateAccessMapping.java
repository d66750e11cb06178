package jp.shirube.plan.access.application;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import jp.shirube.access.AccessTables;
import jp.shirube.access.Role;
import jp.shirube.access.StatedMapping;
import jp.shirube.outbox.Outbox;
import jp.shirube.plan.PlanProblems;
import jp.shirube.plan.Revisions;
import jp.shirube.plan.access.AccessMapping;
import jp.shirube.plan.access.AccessRevisions;
import jp.shirube.plan.access.AccessRevisions.Revision;
import jp.shirube.plan.access.MappingDifference;
import jp.shirube.plan.access.MappingRow;
import jp.shirube.plan.access.Remark;
import jp.shirube.plan.access.document.MappingDocument;
import jp.shirube.plan.access.document.Moves;
import jp.shirube.plan.municipality.Municipality;
import jp.shirube.plan.municipality.application.ReadMunicipality;
import jp.shirube.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** Takes a 権限対応表 as the new state, keeps the one before it, and announces it. */
@ApplicationScoped
public class StateAccessMapping {

    /** The table, and how it is known. @param version 0 where none was ever stated */
    public record Known(long version, AccessMapping mapping) {}

    /**
     * How it is stated.
     *
     * @param dryRun checks, answers what would happen, changes nothing
     * @param withoutAdministrator whether it is meant that nobody administers the municipality
     */
    public record Manner(
            @Nullable String ifMatch,
            boolean dryRun,
            boolean withoutAdministrator,
            @Nullable String reason) {}

    /** @param changed false when the table says what was already known */
    public record Answer(long version, boolean changed, int rows, MappingDifference difference, List<Remark> remarks) {}

    /** What is to be the table, made of what was sent. */
    private interface Sent {
        MappingDocument.Read read(Municipality municipality, AccessMapping before);
    }

    private final ReadMunicipality municipalities;
    private final AccessTables tables;
    private final AccessRevisions revisions;
    private final AccessEvents events;
    private final Outbox outbox;
    private final ObjectMapper json;
    private final Clock clock;

    StateAccessMapping(
            ReadMunicipality municipalities,
            AccessTables tables,
            AccessRevisions revisions,
            AccessEvents events,
            Outbox outbox,
            ObjectMapper json,
            Clock clock) {
        this.municipalities = municipalities;
        this.tables = tables;
        this.revisions = revisions;
        this.events = events;
        this.outbox = outbox;
        this.json = json;
        this.clock = clock;
    }

    /** @throws ProblemException when there is no such municipality */
    @Transactional
    public Known get(String code) {
        municipalities.get(code);
        return known(code);
    }

    /** @throws ProblemException for every fault of the table at once; 428 and 412 as {@link Revisions} says */
    @Transactional
    public Answer json(String code, byte[] sent, Manner manner, Author author) {
        return state(code, (municipality, before) -> MappingDocument.json(sent, municipality, json), manner, author);
    }

    /** @throws ProblemException for every fault of the table at once; 428 and 412 as {@link Revisions} says */
    @Transactional
    public Answer csv(String code, byte[] sent, Manner manner, Author author) {
        return state(code, (municipality, before) -> MappingDocument.csv(sent, municipality), manner, author);
    }

    /** @throws ProblemException for every fault of the moves at once; 428 and 412 as {@link Revisions} says */
    @Transactional
    public Answer moves(String code, byte[] sent, Manner manner, Author author) {
        return state(
                code,
                (municipality, before) -> new MappingDocument.Read(Moves.csv(sent, municipality, before), List.of()),
                manner,
                author);
    }

    private Answer state(String code, Sent sent, Manner manner, Author author) {
        String reason = Reason.read(manner.reason());
        Municipality municipality = municipalities.getWhole(code);
        revisions.lock(code);
        Known before = known(code);
        MappingDocument.Read read = sent.read(municipality, before.mapping());
        AccessMapping mapping = read.mapping();
        if (before.version() > 0 && mapping.equals(before.mapping())) {
            return answer(before.version(), false, before, read);
        }
        if (!manner.dryRun() && before.version() > 0) {
            Revisions.mayChange(manner.ifMatch(), before.version());
        }
        if (!manner.withoutAdministrator() && !mapping.hasAdministratorOn(LocalDate.now(clock))) {
            throw new ProblemException(
                    PlanProblems.ADMINISTRATOR_MISSING,
                    "この表では、今日の時点で管理者（ADMINISTRATOR）が一人もいなくなります。それでよければ ?withoutAdministrator=true を付けてください。",
                    "With this table nobody would be ADMINISTRATOR today; if that is meant, add ?withoutAdministrator=true.");
        }
        long version = before.version() + 1;
        StatedMapping stated = stated(code, version, mapping);
        String content = events.content(stated, author, reason);
        if (!manner.dryRun()) {
            Optional<Revision> last = revisions.findLast(code, AccessEvents.MAPPING);
            Instant now = Revisions.after(last.map(Revision::recordedAt).orElse(null), clock);
            Revision revision =
                    new Revision(code, AccessEvents.MAPPING, version, now, author.id(), author.name(), reason, content);
            revisions.add(revision);
            tables.keep(stated);
            outbox.add(events.of(revision));
        }
        return answer(version, true, before, read);
    }

    private static Answer answer(long version, boolean changed, Known before, MappingDocument.Read read) {
        AccessMapping mapping = read.mapping();
        return new Answer(version, changed, mapping.rows().size(), mapping.since(before.mapping()), read.remarks());
    }

    private Known known(String code) {
        return tables.find(code)
                .map(stated -> new Known(
                        stated.version(),
                        new AccessMapping(stated.rows().stream()
                                .map(row -> new MappingRow(
                                        row.claim(),
                                        Role.valueOf(row.role()),
                                        row.department(),
                                        row.from(),
                                        row.to(),
                                        row.note()))
                                .toList())))
                .orElse(new Known(0, AccessMapping.NONE));
    }

    private static StatedMapping stated(String code, long version, AccessMapping mapping) {
        return new StatedMapping(
                code,
                version,
                mapping.rows().stream()
                        .map(row -> new StatedMapping.Row(
                                row.claim(), row.role().name(), row.department(), row.from(), row.to(), row.note()))
                        .toList());
    }
}
