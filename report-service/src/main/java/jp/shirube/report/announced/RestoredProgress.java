package jp.shirube.report.announced;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import jp.shirube.outbox.OwnTopicRestore;
import jp.shirube.outbox.ReceivedEvent;
import jp.shirube.report.givengrade.GivenGradeEvents;

/**
 * After a backup older than what was published: versions go on where they were, and grades people gave come back. The
 * assessments themselves follow from what the other services said, which is heard again; what they change compared with the
 * backup is told once more, under new versions.
 */
@ApplicationScoped
class RestoredProgress implements OwnTopicRestore {

    private static final String VERSIONS = """
            insert into target_progress (municipality, plan, target, version)
            select * from unnest(:municipalities, :plans, :targets, :versions)
            on conflict (municipality, plan, target) do update set version = excluded.version
            where target_progress.version < excluded.version""";

    private record Target(String municipality, String plan, String id) implements Comparable<Target> {
        @Override
        public int compareTo(Target other) {
            return toString().compareTo(other.toString());
        }
    }

    private final EntityManager database;
    private final GivenGradeEvents givenGrades;

    RestoredProgress(EntityManager database, GivenGradeEvents givenGrades) {
        this.database = database;
        this.givenGrades = givenGrades;
    }

    @Override
    public String topic() {
        return ProgressEvents.CHANGES;
    }

    @Override
    public String source() {
        return ProgressEvents.SOURCE;
    }

    @Override
    public Reading begin() {
        return new Reading() {
            @Override
            public int apply(List<ReceivedEvent> events) {
                return RestoredProgress.this.apply(events);
            }

            @Override
            public List<String> finish() {
                return List.of();
            }
        };
    }

    private int apply(List<ReceivedEvent> events) {
        int restored = 0;
        Map<Target, Long> versions = new TreeMap<>();
        for (ReceivedEvent event : events) {
            switch (event.type()) {
                case ProgressEvents.CHANGED ->
                    versions.merge(target(event.data()), event.aggregateVersion(), Math::max);
                case GivenGradeEvents.TYPE -> restored += restoreGrade(event) ? 1 : 0;
                default -> {}
            }
        }
        return restored + (versions.isEmpty() ? 0 : keep(versions));
    }

    private boolean restoreGrade(ReceivedEvent event) {
        try {
            return givenGrades.restore(event.data());
        } catch (DateTimeException | IllegalArgumentException e) {
            Log.warn("passed over " + event.type() + " of " + event.subject() + ": " + e);
            return false;
        }
    }

    private static Target target(JsonNode data) {
        return new Target(
                data.path("municipality").asText(),
                data.path("plan").asText(),
                data.path("target").asText());
    }

    private int keep(Map<Target, Long> versions) {
        List<Target> targets = new ArrayList<>(versions.keySet());
        return database.createNativeQuery(VERSIONS)
                .setParameter(
                        "municipalities",
                        targets.stream().map(Target::municipality).toArray(String[]::new))
                .setParameter("plans", targets.stream().map(Target::plan).toArray(String[]::new))
                .setParameter("targets", targets.stream().map(Target::id).toArray(String[]::new))
                .setParameter("versions", targets.stream().map(versions::get).toArray(Long[]::new))
                .executeUpdate();
    }
}
