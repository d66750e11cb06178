package jp.shirube.report.givengrade;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import jp.shirube.access.audit.Audit;
import jp.shirube.notation.FiscalYear;
import jp.shirube.outbox.OwnTopic;
import jp.shirube.problem.Fault;
import jp.shirube.problem.ProblemException;
import jp.shirube.problem.ProblemType;
import jp.shirube.promise.rule.Axis;
import jp.shirube.promise.rule.GradingRule;
import jp.shirube.promise.rule.Level;
import jp.shirube.report.ReportProblems;
import jp.shirube.report.Years;
import jp.shirube.report.assessment.Assessor;
import jp.shirube.report.assessment.Assessor.GradingRules;
import jp.shirube.report.assessment.Grade;
import jp.shirube.report.assessment.KnownActual;
import jp.shirube.report.assessment.Promise;
import jp.shirube.report.givengrade.GivenGrade.Computed;
import jp.shirube.report.givengrade.GivenGrade.Given;
import jp.shirube.report.givengrade.GivenGrade.Place;
import jp.shirube.report.givengrade.GivenGrade.State;
import jp.shirube.report.givengrade.GivenGrade.Withdrawn;
import jp.shirube.report.targets.AsOf;
import jp.shirube.report.targets.KnownEditions;
import jp.shirube.report.targets.KnownIndicator;
import jp.shirube.report.targets.KnownRules;
import jp.shirube.report.targets.KnownTarget;
import jp.shirube.report.targets.KnownTargets;
import org.jspecify.annotations.Nullable;

/** A person gives a grade to a target in a year, changes or withdraws it, and looks at what was given. */
@ApplicationScoped
class GiveGrade {

    private static final int RETRY_AFTER_SECONDS = 1;
    private static final int CATCHING_UP_SECONDS = 5;
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm").withZone(ZoneId.of("Asia/Tokyo"));

    /** @param edition null for the current one */
    record Address(
            String municipality, String plan, @Nullable Integer edition, String target, FiscalYear year) {}

    /** @param first whether no grade stood there before */
    record Answer(GivenGrade grade, boolean first) {}

    record Shown(Place place, List<GivenGrade> grades) {}

    private final KnownEditions editions;
    private final KnownTargets targets;
    private final KnownRules rules;
    private final GivenGrades given;
    private final GivenGradeEvents events;
    private final OwnTopic ownTopic;
    private final Audit audit;
    private final Clock clock;

    GiveGrade(
            KnownEditions editions,
            KnownTargets targets,
            KnownRules rules,
            GivenGrades given,
            GivenGradeEvents events,
            OwnTopic ownTopic,
            Audit audit,
            Clock clock) {
        this.editions = editions;
        this.targets = targets;
        this.rules = rules;
        this.given = given;
        this.events = events;
        this.ownTopic = ownTopic;
        this.audit = audit;
        this.clock = clock;
    }

    /** @throws ProblemException with every fault of what is said, or when somebody else's grade would be overwritten */
    @Transactional
    Answer give(Address address, GivenGradeRequest.Read read, IfMatch ifMatch) {
        refuseUntilCaughtUp();
        KnownTarget target = target(address, AsOf.now(clock));
        Place place = Place.of(target);
        List<GivenGrade> history = given.takeTurn(place, address.year());
        GradingRules graded = rules(target);
        Assessor assessor = assessor(target, graded);
        GradingRule rule = graded.in(address.year());
        GivenGradeRequest said = read.said();
        List<Fault> faults = new ArrayList<>(read.faults());
        if (!assessor.years().contains(address.year())) {
            faults.add(Fault.at(
                    "#year",
                    Years.label(address.year()) + "はこの目標を判定する年度ではありません。",
                    address.year().canonical() + " is no year in which this target is judged."));
        }
        Axis axis = axis(rule, read, faults);
        Level level =
                axis == null ? null : level(rule, axis, isGoalYear(assessor.promise(), address.year()), read, faults);
        if (axis == null || level == null || !faults.isEmpty()) {
            throw new ProblemException(ProblemType.INVALID, faults);
        }
        Given next = new Given(
                level.symbol(),
                level.label(),
                level.score(),
                said.by(),
                said.reason(),
                rule.id(),
                rule.version(),
                computed(assessor.assess(address.year()).figures().grade(), axis));
        GivenGrade latest = latest(history, axis.id());
        GivenGrade present = latest == null || latest.isWithdrawn() ? null : latest;
        if (present != null && present.state() instanceof Given before && before.isRepeatedBy(next)) {
            return new Answer(present, false);
        }
        ifMatch.check(present);
        return new Answer(add(target, address.year(), axis.id(), history, next), present == null);
    }

    /** @param axisId null for the first of the rule */
    @Transactional
    GivenGrade withdraw(Address address, @Nullable String axisId, String reason, IfMatch ifMatch) {
        refuseUntilCaughtUp();
        KnownTarget target = target(address, AsOf.now(clock));
        Place place = Place.of(target);
        List<GivenGrade> history = given.takeTurn(place, address.year());
        String axis = axisId == null
                ? rules(target).in(address.year()).axes().getFirst().id()
                : axisId;
        GivenGrade latest = latest(history, axis);
        if (latest == null || latest.isWithdrawn()) {
            throw notGiven(address.year(), latest);
        }
        ifMatch.check(latest);
        return add(target, address.year(), axis, history, new Withdrawn(reason));
    }

    /** The grades that are not withdrawn. */
    @Transactional
    Shown present(Address address, @Nullable LocalDate day) {
        AsOf asOf = AsOf.endOf(day, clock);
        KnownTarget target = target(address, asOf);
        Place place = Place.of(target);
        return new Shown(place, given.of(List.of(target), address.year(), asOf).getOrDefault(place, List.of()));
    }

    /** Every state, the first one first. */
    @Transactional
    Shown history(Address address) {
        Place place = Place.of(target(address, AsOf.now(clock)));
        return new Shown(place, given.history(place, address.year()));
    }

    private GivenGrade add(KnownTarget target, FiscalYear year, String axis, List<GivenGrade> history, State state) {
        GivenGrade latest = latest(history, axis);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Instant last = history.isEmpty() ? Instant.MIN : history.getLast().recordedAt();
        GivenGrade next = new GivenGrade(
                year,
                axis,
                latest == null ? 1 : latest.revision() + 1,
                now.isAfter(last) ? now : last.plus(1, ChronoUnit.MICROS),
                state);
        Place place = Place.of(target);
        given.add(place, next);
        events.announce(place, target.indicator(), next);
        record(place, target.indicator(), latest, next);
        return next;
    }

    private void record(Place place, String indicator, @Nullable GivenGrade before, GivenGrade after) {
        audit.changed(
                after.isWithdrawn() ? "grade.withdraw" : "grade.give",
                "%s/plans/%s/editions/%d/targets/%s/years/%s/grades/%s"
                        .formatted(
                                place.municipality(),
                                place.plan(),
                                place.edition(),
                                place.target(),
                                after.year().canonical(),
                                after.axis()),
                before == null ? null : events.write(place, indicator, before),
                events.write(place, indicator, after),
                after.state().reason());
    }

    /** A version that is out in the world must not get a second meaning. */
    private void refuseUntilCaughtUp() {
        if (!ownTopic.isCaughtUp()) {
            throw new ProblemException(
                            ReportProblems.CATCHING_UP,
                            "起動のあと、公表済みの内容がデータベースにそろっているかをKafkaで確かめています。少し待ってからもう一度送ってください。",
                            "After the start it is being checked against Kafka that the database has everything that was"
                                    + " published. Send it again in a moment.")
                    .retryAfter(CATCHING_UP_SECONDS);
        }
    }

    private static @Nullable GivenGrade latest(List<GivenGrade> history, String axis) {
        return history.reversed().stream()
                .filter(grade -> grade.axis().equals(axis))
                .findFirst()
                .orElse(null);
    }

    private KnownTarget target(Address address, AsOf asOf) {
        int edition = editions.get(address.municipality(), address.plan(), address.edition(), asOf)
                .number();
        return targets.listOf(address.municipality(), address.plan(), edition, asOf).stream()
                .filter(target -> target.id().equals(address.target()))
                .findFirst()
                .orElseThrow(() -> new ProblemException(
                        ReportProblems.TARGET_UNKNOWN,
                        "計画「" + address.plan() + "」の版" + edition + "に目標「" + address.target() + "」はありません。",
                        "Edition " + edition + " of the plan " + address.plan() + " has no target " + address.target()
                                + "."));
    }

    private GradingRules rules(KnownTarget target) {
        return rules.of(target.municipality(), AsOf.now(clock))
                .of(target)
                .orElseThrow(() -> new ProblemException(
                                ReportProblems.RULE_UNKNOWN,
                                "この目標の評価基準がまだ届いていません。",
                                "The grading rule of this target has not arrived yet.")
                        .retryAfter(RETRY_AFTER_SECONDS));
    }

    private Assessor assessor(KnownTarget target, GradingRules graded) {
        Promise promise = target.promise();
        if (promise == null) {
            throw new ProblemException(
                            ReportProblems.INDICATOR_UNKNOWN,
                            "この目標の指標がまだ届いていません。",
                            "The indicator of this target has not arrived yet.")
                    .retryAfter(RETRY_AFTER_SECONDS);
        }
        AsOf now = AsOf.now(clock);
        KnownIndicator indicator = new KnownIndicator(target.municipality(), target.indicator());
        List<KnownActual> actuals = targets.actualsOf(List.of(indicator), now).getOrDefault(indicator, List.of());
        return new Assessor(promise, graded, actuals, now.day());
    }

    private static @Nullable Axis axis(GradingRule rule, GivenGradeRequest.Read read, List<Fault> faults) {
        String asked = read.said().axis();
        if (asked == null) {
            return rule.axes().getFirst();
        }
        Axis found = rule.axes().stream()
                .filter(axis -> axis.id().equals(asked))
                .findFirst()
                .orElse(null);
        if (found == null && !asked.isEmpty()) {
            faults.add(choice(
                    read,
                    "/axis",
                    rule,
                    "評価軸",
                    rule.axes().stream().map(Axis::id).toList()));
        }
        return found;
    }

    /** Of those that grade in that year; a mark only people give is there in the goal's year too. */
    private static @Nullable Level level(
            GradingRule rule, Axis axis, boolean goalYear, GivenGradeRequest.Read read, List<Fault> faults) {
        String symbol = read.said().symbol();
        List<Level> levels = Stream.concat(
                        axis.levelsOf(goalYear).stream(), axis.levels().stream().filter(Level::humanOnly))
                .toList();
        Level found = levels.stream()
                .filter(level -> level.symbol().equals(symbol))
                .findFirst()
                .orElse(null);
        if (found == null && !symbol.isEmpty()) {
            faults.add(choice(
                    read,
                    "/symbol",
                    rule,
                    "段階",
                    levels.stream().map(Level::symbol).distinct().toList()));
        }
        return found;
    }

    private static Fault choice(
            GivenGradeRequest.Read read, String pointer, GradingRule rule, String kind, List<String> ids) {
        String list = String.join(", ", ids);
        return read.document()
                .fault(
                        pointer,
                        "評価基準「" + rule.name().ja() + "」（第" + rule.version() + "版）の" + kind + "のいずれかを書いてください: " + list,
                        "Write one of those of the grading rule " + rule.id() + " (version " + rule.version() + "): "
                                + list);
    }

    private static boolean isGoalYear(Promise promise, FiscalYear year) {
        return promise.commitments().stream().allMatch(one -> year.compareTo(promise.goalYear(one)) >= 0);
    }

    private static Computed computed(Grade grade, Axis axis) {
        return grade.axes().stream()
                .filter(one -> one.id().equals(axis.id()))
                .findFirst()
                .map(one -> new Computed(one.symbol(), one.label(), one.score(), one.reason()))
                .orElseGet(() -> new Computed(grade.symbol(), grade.label(), grade.score(), grade.reason()));
    }

    private static ProblemException notGiven(FiscalYear year, @Nullable GivenGrade withdrawn) {
        return withdrawn == null
                ? new ProblemException(
                        ReportProblems.GRADE_NOT_GIVEN,
                        Years.label(year) + "に人による判定は付いていません。",
                        "Nobody gave a grade for " + year.canonical() + ".")
                : new ProblemException(
                        ReportProblems.GRADE_NOT_GIVEN,
                        "%sの判定は%sに取り下げられました。理由: %s"
                                .formatted(
                                        Years.label(year),
                                        MINUTE.format(withdrawn.recordedAt()),
                                        withdrawn.state().reason()),
                        "The grade of %s was withdrawn on %s (Japan). Reason: %s"
                                .formatted(
                                        year.canonical(),
                                        MINUTE.format(withdrawn.recordedAt()),
                                        withdrawn.state().reason()));
    }
}
