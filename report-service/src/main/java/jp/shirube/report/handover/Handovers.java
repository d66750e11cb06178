package jp.shirube.report.handover;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import jp.shirube.access.AccessProblems;
import jp.shirube.access.CurrentCaller;
import jp.shirube.access.Permission;
import jp.shirube.notation.FiscalYear;
import jp.shirube.problem.ProblemException;
import jp.shirube.problem.ProblemType;
import jp.shirube.report.handover.Handover.Department;
import jp.shirube.report.handover.Handover.Due;
import jp.shirube.report.handover.Handover.HandedOver;
import jp.shirube.report.handover.Handover.Named;
import jp.shirube.report.handover.Handover.Owned;
import jp.shirube.report.handover.Handover.Promised;
import jp.shirube.report.handover.Handover.Reported;
import jp.shirube.report.targets.AsOf;
import jp.shirube.report.targets.KnownDepartments;
import jp.shirube.report.targets.KnownEditions;
import jp.shirube.report.targets.KnownEditions.KnownEdition;
import jp.shirube.report.targets.KnownIndicator;
import jp.shirube.report.targets.KnownTarget;
import jp.shirube.report.targets.KnownTargets;
import jp.shirube.responsibility.Office;
import jp.shirube.responsibility.Offices;
import jp.shirube.responsibility.Reporter;
import jp.shirube.responsibility.Stated;
import org.jspecify.annotations.Nullable;

/** Draws up hand-over sheets from what this service has heard. */
@ApplicationScoped
public class Handovers {

    private final KnownEditions editions;
    private final KnownDepartments departments;
    private final KnownTargets targets;
    private final WhoReported whoReported;
    private final EntityManager database;
    private final ObjectMapper json;
    private final CurrentCaller caller;
    private final Clock clock;

    Handovers(
            KnownEditions editions,
            KnownDepartments departments,
            KnownTargets targets,
            WhoReported whoReported,
            EntityManager database,
            ObjectMapper json,
            CurrentCaller caller,
            Clock clock) {
        this.editions = editions;
        this.departments = departments;
        this.targets = targets;
        this.whoReported = whoReported;
        this.database = database;
        this.json = json;
        this.caller = caller;
        this.clock = clock;
    }

    /**
     * @param day of the hand-over, past or to come; null for today
     * @throws ProblemException when the municipality or the department has not been heard of, or it is another's
     */
    @Transactional
    public Handover of(String municipality, String department, @Nullable LocalDate day) {
        if (!caller.get().may(Permission.READ_HANDOVER, department)) {
            throw AccessProblems.ofDepartment(department);
        }
        String name = editions.getMunicipality(municipality).name();
        LocalDate today = LocalDate.now(clock);
        AsOf on = AsOf.today(day == null ? today : day);
        Offices offices = departments.of(municipality, on);
        Office office = offices.find(department)
                .orElseThrow(() -> new ProblemException(
                        ProblemType.NOT_FOUND,
                        "課「" + department + "」は登録されていません。",
                        "No department " + department + "."));
        Map<String, JsonNode> indicators = indicators(municipality);
        Map<String, Holding> holdings = new TreeMap<>();
        Map<String, List<Stated>> stated = departments.statedOf(municipality, on);
        indicators
                .keySet()
                .forEach(indicator -> Holding.of(
                                department, stated.getOrDefault(indicator, List.of()), offices, on.day())
                        .ifPresent(holding -> holdings.put(indicator, holding)));
        return new Handover(
                municipality,
                name,
                head(office, offices, on.day()),
                on.day(),
                today,
                owns(municipality, holdings, indicators, offices, on),
                handsOver(holdings, indicators, offices));
    }

    private static Department head(Office office, Offices offices, LocalDate day) {
        return new Department(
                office.id(),
                office.nameOn(day),
                office.from(),
                office.to(),
                offices.predecessorsOf(office.id()).stream()
                        .map(id -> named(id, offices, lastDay(id, offices, day)))
                        .toList(),
                office.successors().stream().map(id -> named(id, offices, day)).toList());
    }

    private static LocalDate lastDay(String id, Offices offices, LocalDate day) {
        LocalDate last = offices.find(id).map(Office::to).orElse(null);
        return last == null || last.isAfter(day) ? day : last;
    }

    private List<Owned> owns(
            String municipality,
            Map<String, Holding> holdings,
            Map<String, JsonNode> indicators,
            Offices offices,
            AsOf on) {
        List<String> owned = holdings.entrySet().stream()
                .filter(holding -> holding.getValue() instanceof Holding.Held)
                .map(Map.Entry::getKey)
                .toList();
        if (owned.isEmpty()) {
            return List.of();
        }
        List<KnownIndicator> keys =
                owned.stream().map(id -> new KnownIndicator(municipality, id)).toList();
        var actuals = targets.actualsOf(keys, on);
        Map<String, Reported> reported = whoReported.last(municipality, owned, on.day(), offices);
        Map<String, List<KnownTarget>> promises = new HashMap<>();
        Map<String, String> plans = new HashMap<>();
        editions.list(municipality, on).stream()
                .filter(KnownEdition::current)
                .forEach(edition -> plans.put(edition.plan() + "/" + edition.number(), edition.planName()));
        targets.listOf(keys, on).stream()
                .filter(target -> plans.containsKey(target.plan() + "/" + target.edition()))
                .forEach(target -> promises.computeIfAbsent(target.indicator(), none -> new ArrayList<>())
                        .add(target));
        List<Owned> owns = new ArrayList<>();
        for (String id : owned) {
            JsonNode indicator = Objects.requireNonNull(indicators.get(id));
            Holding.Held held = (Holding.Held) Objects.requireNonNull(holdings.get(id));
            List<KnownTarget> of = promises.getOrDefault(id, List.of());
            Dues.Due due = Dues.on(
                    on.day(),
                    KnownTarget.measure(indicator),
                    actuals.getOrDefault(new KnownIndicator(municipality, id), List.of()),
                    of.stream()
                            .map(KnownTarget::firstYear)
                            .min(Comparator.naturalOrder())
                            .orElse(null),
                    of.stream()
                            .map(KnownTarget::lastYear)
                            .max(Comparator.naturalOrder())
                            .orElse(null));
            owns.add(new Owned(
                    id,
                    indicator.path("name").asText(),
                    indicator.path("unit").asText(""),
                    held.since(),
                    held.reporter().how(),
                    receivedFrom(held, offices),
                    of.stream().map(target -> promised(target, plans)).toList(),
                    due(due, of),
                    reported.get(id)));
        }
        owns.sort(Comparator.comparing(Owned::name).thenComparing(Owned::indicator));
        return owns;
    }

    /** As it was called on its last day with the indicator. */
    private static @Nullable Named receivedFrom(Holding.Held held, Offices offices) {
        return held.before() instanceof Reporter.Known before && held.since() != null
                ? named(before.department(), offices, held.since().minusDays(1))
                : null;
    }

    private static Promised promised(KnownTarget target, Map<String, String> plans) {
        JsonNode goal = target.content().path("goal");
        return new Promised(
                target.plan(),
                plans.getOrDefault(target.plan() + "/" + target.edition(), target.plan()),
                target.edition(),
                target.id(),
                target.content().path("printedName").asText(""),
                goal.path("printed").asText(""),
                goal.path("period").isTextual() ? goal.path("period").asText() : null);
    }

    private static Due due(Dues.Due due, List<KnownTarget> targets) {
        FiscalYear next = due.next();
        return new Due(
                due.missing().stream().map(FiscalYear::canonical).toList(),
                next == null ? null : next.canonical(),
                due.usuallyKnown(),
                targets.stream()
                        .map(target -> target.content().path("goal").path("period"))
                        .filter(JsonNode::isTextual)
                        .map(JsonNode::asText)
                        .distinct()
                        .sorted()
                        .toList());
    }

    private static List<HandedOver> handsOver(
            Map<String, Holding> holdings, Map<String, JsonNode> indicators, Offices offices) {
        List<HandedOver> handsOver = new ArrayList<>();
        holdings.forEach((id, holding) -> {
            String name =
                    Objects.requireNonNull(indicators.get(id)).path("name").asText();
            switch (holding) {
                case Holding.Held held -> {
                    if (held.until() != null && held.next() != null) {
                        handsOver.add(handedOver(id, name, held.until(), held.next(), offices));
                    }
                }
                case Holding.Passed passed ->
                    handsOver.add(handedOver(id, name, passed.until(), passed.next(), offices));
            }
        });
        handsOver.sort(Comparator.comparing(HandedOver::from)
                .thenComparing(HandedOver::name)
                .thenComparing(HandedOver::indicator));
        return handsOver;
    }

    private static HandedOver handedOver(String id, String name, LocalDate from, Reporter next, Offices offices) {
        return switch (next) {
            case Reporter.Known known ->
                new HandedOver(
                        id,
                        name,
                        from,
                        named(known.department(), offices, from),
                        null,
                        known.how().ja(),
                        known.how().en());
            case Reporter.Nobody nobody ->
                new HandedOver(
                        id,
                        name,
                        from,
                        null,
                        nobody.reason(),
                        nobody.reason().ja(),
                        nobody.reason().en());
        };
    }

    private static Named named(String id, Offices offices, LocalDate day) {
        return new Named(id, offices.nameOn(id, day));
    }

    @SuppressWarnings("unchecked")
    private Map<String, JsonNode> indicators(String municipality) {
        List<Object[]> rows = database.createNativeQuery(
                        "select id, cast(content as text) from indicator where municipality = :municipality")
                .setParameter("municipality", municipality)
                .getResultList();
        Map<String, JsonNode> indicators = new TreeMap<>();
        for (Object[] row : rows) {
            try {
                indicators.put((String) row[0], json.readTree((String) row[1]));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("jsonb is always well-formed", e);
            }
        }
        return indicators;
    }
}
