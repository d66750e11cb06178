package jp.shirube.report.announced;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import jp.shirube.outbox.Outbox;
import jp.shirube.outbox.OutgoingEvent;
import jp.shirube.report.announced.ChangedTarget.ChangedYear;
import jp.shirube.report.announced.ChangedTarget.Place;
import jp.shirube.report.announced.TargetPlaces.Element;
import jp.shirube.report.announced.TargetPlaces.TargetPlace;
import jp.shirube.report.targets.AsOf;
import org.jspecify.annotations.Nullable;

/**
 * Says of every target that changed what changed ({@code progress.changed}), in short when its grade did ({@code
 * grade.changed}), and its whole present state for those who come late ({@code progress.latest}). One version per change; the
 * three of one change bear the same.
 */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
public class ProgressEvents {

    static final String CHANGES = "shirube.progress";
    static final String SOURCE = "/report-service";
    static final String CHANGED = "jp.shirube.report.progress.changed.v1";

    private static final String LATEST = "shirube.progress.latest";

    /** The last of as many versions as a target has changes: the same target may change in several editions at once. */
    private static final String NEXT_VERSIONS = """
            insert into target_progress (municipality, plan, target, version)
            select municipality, plan, target, count(*) from unnest(:municipalities, :plans, :targets)
                as changed (municipality, plan, target) group by municipality, plan, target
            order by municipality, plan, target
            on conflict (municipality, plan, target) do update set version = target_progress.version + excluded.version
            returning municipality, plan, target, version""";

    private static final String VERSIONS = """
            select municipality, plan, target, version from target_progress
            where (municipality, plan, target) in (select * from unnest(:municipalities, :plans, :targets))""";

    private static final String PRESENT = """
            select municipality, plan, target, edition, indicator, cast(content as text) from assessment
            where (municipality, plan, target) in (select * from unnest(:municipalities, :plans, :targets))
            order by municipality, plan, target, edition, year""";

    private record Target(String municipality, String plan, String id) implements Comparable<Target> {

        static Target of(Place place) {
            return new Target(place.municipality(), place.plan(), place.target());
        }

        String subject() {
            return municipality + "/target/" + plan + "/" + id;
        }

        @Override
        public int compareTo(Target other) {
            return subject().compareTo(other.subject());
        }
    }

    private final EntityManager database;
    private final TargetPlaces places;
    private final Outbox outbox;
    private final ObjectMapper json;
    private final Clock clock;

    ProgressEvents(EntityManager database, TargetPlaces places, Outbox outbox, ObjectMapper json, Clock clock) {
        this.database = database;
        this.places = places;
        this.outbox = outbox;
        this.json = json;
        this.clock = clock;
    }

    public void announce(List<ChangedTarget> changes) {
        if (changes.isEmpty()) {
            return;
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Set<Target> targets = new LinkedHashSet<>();
        changes.forEach(change -> targets.add(Target.of(change.place())));
        Map<Target, Long> versions = nextVersions(changes);
        Map<Place, TargetPlace> known =
                places.of(changes.stream().map(ChangedTarget::place).toList(), AsOf.now(clock));
        List<OutgoingEvent> events = new ArrayList<>();
        Map<Target, Long> counted = new HashMap<>(versions);
        for (ChangedTarget change : changes.reversed()) {
            Target target = Target.of(change.place());
            long version = counted.merge(target, -1L, Long::sum) + 1;
            ObjectNode head = head(change.place(), change.indicator(), version, known.get(change.place()));
            ObjectNode whole = change(head, change.years());
            gradeChange(head, whole)
                    .ifPresent(data -> events.add(
                            event(CHANGES, "jp.shirube.report.grade.changed.v1", target, version, now, data)));
            events.add(event(CHANGES, CHANGED, target, version, now, whole));
        }
        Collections.reverse(events);
        events.addAll(latest(targets, versions, known, now));
        outbox.add(events);
    }

    /** The whole present state of those targets once more, under the version they have. */
    List<OutgoingEvent> latest(Collection<Place> again) {
        Set<Target> targets = new LinkedHashSet<>();
        again.forEach(place -> targets.add(Target.of(place)));
        return latest(
                targets,
                versions(VERSIONS, targets),
                places.of(again, AsOf.now(clock)),
                clock.instant().truncatedTo(ChronoUnit.MICROS));
    }

    private Map<Target, Long> nextVersions(List<ChangedTarget> changes) {
        return versions(
                NEXT_VERSIONS,
                changes.stream().map(change -> Target.of(change.place())).toList());
    }

    @SuppressWarnings("unchecked")
    private Map<Target, Long> versions(String sql, Collection<Target> targets) {
        Map<Target, Long> versions = new HashMap<>();
        for (Object[] row : (List<Object[]>) about(sql, targets)) {
            versions.put(new Target((String) row[0], (String) row[1], (String) row[2]), ((Number) row[3]).longValue());
        }
        return versions;
    }

    private List<?> about(String sql, Collection<Target> targets) {
        return database.createNativeQuery(sql)
                .setParameter(
                        "municipalities",
                        targets.stream().map(Target::municipality).toArray(String[]::new))
                .setParameter("plans", targets.stream().map(Target::plan).toArray(String[]::new))
                .setParameter("targets", targets.stream().map(Target::id).toArray(String[]::new))
                .getResultList();
    }

    private ObjectNode head(Place place, String indicator, long version, @Nullable TargetPlace known) {
        ObjectNode head = json.createObjectNode()
                .put("municipality", place.municipality())
                .put("plan", place.plan())
                .put("edition", place.edition())
                .put("target", place.target())
                .put("indicator", indicator)
                .put("version", version);
        standing(head, known);
        return head;
    }

    private static void standing(ObjectNode head, @Nullable TargetPlace known) {
        ArrayNode path = head.putArray("elements");
        ArrayNode departments = head.putArray("departments");
        if (known == null) {
            return;
        }
        head.put("name", known.name());
        known.departments().forEach(departments::add);
        Element element = known.element();
        if (element != null) {
            ObjectNode where = head.putObject("element").put("id", element.id());
            if (element.code() != null) {
                where.put("code", element.code());
            }
            if (element.title() != null) {
                where.put("title", element.title());
            }
            element.path().forEach(path::add);
        }
    }

    private ObjectNode change(ObjectNode head, List<ChangedYear> years) {
        ObjectNode data = head.deepCopy();
        ArrayNode changed = data.putArray("years");
        for (ChangedYear each : years) {
            ObjectNode year = changed.addObject().put("year", each.year());
            put(year, "before", each.before());
            put(year, "after", each.after());
        }
        return data;
    }

    private void put(ObjectNode year, String field, @Nullable String assessment) {
        if (assessment != null) {
            year.set(field, WireAssessment.of(assessment, json));
        }
    }

    /** Of years that were assessed before and still are: the first grade of a year is no change of one. */
    private Optional<ObjectNode> gradeChange(ObjectNode head, ObjectNode whole) {
        ObjectNode data = head.deepCopy();
        ArrayNode changed = data.putArray("years");
        for (JsonNode each : whole.path("years")) {
            if (!each.has("before") || !each.has("after")) {
                continue;
            }
            ObjectNode was = grade(each.path("before"));
            ObjectNode is = grade(each.path("after"));
            if (!was.equals(is)) {
                ObjectNode year =
                        changed.addObject().put("year", each.path("year").asInt());
                year.set("before", was);
                year.set("after", is);
                year.set("explanation", each.path("after").path("explanation"));
            }
        }
        return changed.isEmpty() ? Optional.empty() : Optional.of(data);
    }

    /** What a grade says, whatever it was told from. */
    private ObjectNode grade(JsonNode assessment) {
        ObjectNode grade = json.createObjectNode();
        for (String field : List.of("symbol", "label", "score")) {
            JsonNode value = assessment.path("grade").path(field);
            if (!value.isMissingNode() && !value.isNull()) {
                grade.set(field, value);
            }
        }
        for (JsonNode axis : assessment.path("grade").path("axes")) {
            ObjectNode one = grade.withArray("axes").addObject();
            for (String field : List.of("id", "symbol", "score")) {
                if (axis.hasNonNull(field)) {
                    one.set(field, axis.path(field));
                }
            }
        }
        return grade;
    }

    /** A target that stands nowhere any more is said by its key alone: compaction then forgets it. */
    @SuppressWarnings("unchecked")
    private List<OutgoingEvent> latest(
            Set<Target> targets, Map<Target, Long> versions, Map<Place, TargetPlace> known, Instant now) {
        Map<Target, ObjectNode> states = new HashMap<>();
        for (Object[] row : (List<Object[]>) about(PRESENT, targets)) {
            Target target = new Target((String) row[0], (String) row[1], (String) row[2]);
            int edition = (Integer) row[3];
            String indicator = (String) row[4];
            ObjectNode state = states.computeIfAbsent(
                    target,
                    none -> json.createObjectNode()
                            .put("municipality", target.municipality())
                            .put("plan", target.plan())
                            .put("target", target.id())
                            .put("indicator", indicator)
                            .put("version", versions.get(target)));
            ArrayNode editions = state.withArray("editions");
            ObjectNode of =
                    editions.isEmpty() ? json.createObjectNode() : (ObjectNode) editions.get(editions.size() - 1);
            if (of.path("edition").asInt() != edition) {
                of = editions.addObject().put("edition", edition).put("indicator", indicator);
                standing(of, known.get(new Place(target.municipality(), target.plan(), edition, target.id())));
                state.put("indicator", indicator);
            }
            of.withArray("years").add(WireAssessment.of((String) row[5], json));
        }
        return targets.stream()
                .map(target -> event(
                        LATEST,
                        "jp.shirube.report.progress.latest.v1",
                        target,
                        versions.getOrDefault(target, 1L),
                        now,
                        states.get(target)))
                .toList();
    }

    private static OutgoingEvent event(
            String topic, String type, Target target, long version, Instant now, @Nullable ObjectNode data) {
        return OutgoingEvent.of(topic, target.subject(), type, SOURCE, target.subject(), version, now, data);
    }
}
