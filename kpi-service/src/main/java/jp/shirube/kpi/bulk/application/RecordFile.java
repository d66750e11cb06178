package jp.shirube.kpi.bulk.application;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.logging.Log;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import jp.shirube.access.AccessProblems;
import jp.shirube.access.Caller;
import jp.shirube.access.CurrentCaller;
import jp.shirube.access.Permission;
import jp.shirube.access.audit.Audit;
import jp.shirube.kpi.actual.ActualProblems;
import jp.shirube.kpi.actual.Actuals;
import jp.shirube.kpi.actual.Asking;
import jp.shirube.kpi.actual.Repetition;
import jp.shirube.kpi.actual.Review;
import jp.shirube.kpi.actual.Writer;
import jp.shirube.kpi.actual.application.Writing;
import jp.shirube.kpi.bulk.Faults;
import jp.shirube.kpi.bulk.FileAnnouncements;
import jp.shirube.kpi.bulk.FileAnswer;
import jp.shirube.kpi.bulk.FileStore;
import jp.shirube.kpi.bulk.FirstFileAnswers;
import jp.shirube.kpi.bulk.Foreseen;
import jp.shirube.kpi.bulk.Judging;
import jp.shirube.kpi.bulk.Reportable;
import jp.shirube.kpi.bulk.StagedRow;
import jp.shirube.kpi.bulk.Wish;
import jp.shirube.kpi.bulk.WrittenRows;
import jp.shirube.kpi.received.IndicatorKey;
import jp.shirube.kpi.received.Indicators;
import jp.shirube.kpi.received.KnownIndicator;
import jp.shirube.kpi.received.Reported;
import jp.shirube.kpi.received.Reporting;
import jp.shirube.problem.Fault;
import jp.shirube.problem.ProblemException;
import jp.shirube.problem.ProblemType;
import jp.shirube.responsibility.Reporter;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** 一括登録: states everything a file says in one transaction, or nothing of it. */
@ApplicationScoped
public class RecordFile {

    /** What a dry run shows of the rows. */
    private static final int MOST_FORESEEN = 1000;

    /** Files of more rows are not held against what was stated of other years: that is read figure by figure. */
    private static final int MOST_WARNED = 5000;

    private static final int PAGE = 1000;
    private static final int RETRY_AFTER_SECONDS = 30;
    private static final Reported BY_NOBODY =
            new Reported(new Reporter.Nobody(Reporter.Reason.NOT_STATED), Set.of(), null, null);

    public static final int LONGEST_EVIDENCE = 4000;

    /**
     * @param sha256 of its bytes, hexadecimal
     * @param evidence 根拠 of what is new or changed and names none in its row; null where the file says nothing of it
     */
    public record SentFile(
            Path path, String sha256, @Nullable String evidence) {}

    private final Indicators indicators;
    private final Reporting reporting;
    private final FileStore store;
    private final FileAnnouncements announcements;
    private final FirstFileAnswers firstAnswers;
    private final Actuals actuals;
    private final Asking asking;
    private final Audit audit;
    private final CurrentCaller current;
    private final Clock clock;
    private final ObjectMapper json;
    private final Duration longest;
    private final Semaphore atOnce;

    RecordFile(
            Indicators indicators,
            Reporting reporting,
            FileStore store,
            FileAnnouncements announcements,
            FirstFileAnswers firstAnswers,
            Actuals actuals,
            Asking asking,
            Audit audit,
            CurrentCaller current,
            Clock clock,
            ObjectMapper json,
            @ConfigProperty(name = "shirube.bulk.longest") Duration longest,
            @ConfigProperty(name = "shirube.bulk.most-at-once") int mostAtOnce) {
        this.indicators = indicators;
        this.reporting = reporting;
        this.store = store;
        this.announcements = announcements;
        this.firstAnswers = firstAnswers;
        this.actuals = actuals;
        this.asking = asking;
        this.audit = audit;
        this.current = current;
        this.clock = clock;
        this.json = json;
        this.longest = longest;
        this.atOnce = new Semaphore(mostAtOnce);
    }

    /**
     * @param repetition null where the sender names no key, and of a dry run
     * @throws ProblemException naming every fault with its row; then nothing is stored
     */
    public FileAnswer record(
            Caller caller,
            String municipality,
            WrittenRows rows,
            SentFile file,
            Wish wish,
            @Nullable Repetition repetition) {
        if (!atOnce.tryAcquire()) {
            throw new ProblemException(
                            ProblemType.TEMPORARILY_UNAVAILABLE,
                            "いま処理できる数のファイルを処理しています。しばらくしてからもう一度送ってください。",
                            "As many files as can be are being processed; send it again in a while.")
                    .retryAfter(RETRY_AFTER_SECONDS);
        }
        try {
            return inOneTransaction(caller, municipality, rows, file, wish, repetition);
        } finally {
            atOnce.release();
        }
    }

    private FileAnswer inOneTransaction(
            Caller caller,
            String municipality,
            WrittenRows rows,
            SentFile file,
            Wish wish,
            @Nullable Repetition repetition) {
        QuarkusTransaction.begin(QuarkusTransaction.beginOptions().timeout(Math.toIntExact(longest.toSeconds())));
        FileAnswer answer;
        try {
            Optional<FileAnswer> first = first(municipality, repetition);
            answer = first.isPresent() ? first.get() : weigh(caller, municipality, rows, file, wish, repetition);
            store.end();
        } catch (RuntimeException | Error e) {
            QuarkusTransaction.rollback();
            throw e;
        }
        if (wish.dryRun()) {
            QuarkusTransaction.rollback();
        } else {
            QuarkusTransaction.commit();
        }
        return answer;
    }

    private Optional<FileAnswer> first(String municipality, @Nullable Repetition repetition) {
        return repetition == null
                ? Optional.empty()
                : firstAnswers.find(municipality, repetition.key()).map(first -> {
                    if (!first.fingerprint().equals(repetition.fingerprint())) {
                        throw ActualProblems.keyReused();
                    }
                    return first.answer();
                });
    }

    private FileAnswer weigh(
            Caller caller,
            String municipality,
            WrittenRows rows,
            SentFile file,
            Wish wish,
            @Nullable Repetition repetition) {
        Faults faults = new Faults();
        Judging judging = new Judging(reportable(caller, municipality), LocalDate.now(clock), faults);
        store.lay(
                new FileStore.File(
                        municipality, reviewOf(caller), caller.name(), clock.instant(), wish.reason(), file.evidence()),
                longest,
                taker -> read(file, rows, judging, taker));
        Log.debugf("file of %s: %d rows are laid out", municipality, judging.rows());
        if (judging.notYours().count() > 0) {
            throw notYours(judging.notYours());
        }
        Collection<Reportable> met = judging.indicators();
        if (!wish.dryRun()) {
            store.takeTurns(met);
            Optional<FileAnswer> first = first(municipality, repetition);
            if (first.isPresent()) {
                return first.get();
            }
        }
        store.meetRounds(!wish.dryRun());
        FileStore.Weighed weighed = store.weigh(met, faults);
        Log.debugf("file of %s: weighed, %s", municipality, weighed);
        if (faults.count() > 0 && !wish.partial() && !wish.dryRun()) {
            throw refused(faults);
        }
        FileAnswer.Counts counts = new FileAnswer.Counts(
                judging.rows(),
                weighed.recorded(),
                weighed.corrected(),
                weighed.unchanged() + judging.blank(),
                weighed.refused() + judging.refusedAlone());
        FileAnswer answer = new FileAnswer(
                counts,
                !wish.dryRun() && counts.changed() > 0,
                faults.first(),
                wish.dryRun() ? store.foresee(MOST_FORESEEN) : List.<Foreseen>of(),
                judging.rows() <= MOST_WARNED ? warnings(municipality, judging) : List.of());
        if (answer.stored()) {
            store.store();
            Log.debugf("file of %s: stored", municipality);
            announcements.announceAll();
            answerRounds(municipality);
            Log.debugf("file of %s: announced", municipality);
            record(municipality, file, wish, counts, met);
        }
        if (repetition != null && !firstAnswers.keep(municipality, repetition, answer, clock.instant())) {
            throw ActualProblems.keyReused();
        }
        return answer;
    }

    /** Of what a round asks for a department's figure is sent in by this, and who stands for all confirms it as well. */
    private static Review reviewOf(Caller caller) {
        return caller.mayForAll(Permission.RUN_ROUND) ? Review.CONFIRMED : Review.SUBMITTED;
    }

    /** As for a figure written directly; of a file that rounds ask for there are as many as they have items. */
    private void answerRounds(String municipality) {
        for (FileStore.Answering each : store.listAnswering()) {
            IndicatorKey indicator = new IndicatorKey(municipality, each.indicator());
            asking.of(indicator, each.period()).answered(actuals.get(indicator, each.period(), each.revision()));
        }
    }

    private static void read(SentFile file, WrittenRows rows, Judging judging, Consumer<StagedRow> taker) {
        try {
            rows.read(file.path(), row -> judging.take(row, taker));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything of the municipality at once: a file may be about all of it. */
    private Map<String, Reportable> reportable(Caller caller, String municipality) {
        Map<String, Reported> reported = reporting.ofAll(municipality, LocalDate.now(clock));
        Map<String, Reportable> reportable = new HashMap<>();
        String after = null;
        List<KnownIndicator> page;
        do {
            page = indicators.list(municipality, after, PAGE);
            for (KnownIndicator each : page) {
                String id = each.indicator().key().indicator();
                Reported by = reported.getOrDefault(id, BY_NOBODY);
                reportable.put(
                        id,
                        new Reportable(
                                each.indicator(),
                                Writing.find(by, caller).orElse(null),
                                by.department().orElse(null)));
                after = id;
            }
        } while (page.size() == PAGE);
        if (reportable.isEmpty()) {
            throw new ProblemException(
                            Indicators.NOT_YET_KNOWN,
                            "自治体" + municipality + "の指標は、まだこのサービスに届いていません。",
                            "No indicator of municipality " + municipality + " has arrived here.")
                    .retryAfter(1);
        }
        if (reportable.values().stream().allMatch(each -> each.writer() == null)) {
            throw new ProblemException(
                    AccessProblems.NOT_YOUR_DEPARTMENT,
                    "きょうの時点で、あなたの課が担当する指標はありません。",
                    "Today your department reports no indicator.");
        }
        return reportable;
    }

    private List<Fault> warnings(String municipality, Judging judging) {
        Faults warnings = new Faults();
        warnings.addAll(judging.approximate(), judging.approximate().count());
        OddFigures.find(
                store.listChanged(),
                judging.indicators().stream().map(Reportable::indicator).toList(),
                ids -> actuals.listOf(municipality, ids),
                warnings);
        return warnings.first();
    }

    private static ProblemException notYours(Faults faults) {
        return new ProblemException(
                AccessProblems.NOT_YOUR_DEPARTMENT,
                "ほかの課が担当する指標の行が%,d行あります。ファイル全体を登録しませんでした。".formatted(faults.count()),
                "%,d rows are about what other departments report. Nothing of the file is stored."
                        .formatted(faults.count()),
                faults.first());
    }

    private static ProblemException refused(Faults faults) {
        return new ProblemException(
                ProblemType.INVALID,
                "%,d件の誤りがあります。何も登録していません。".formatted(faults.count()),
                "%,d fault(s); nothing is stored.".formatted(faults.count()),
                faults.first());
    }

    private void record(
            String municipality,
            SentFile file,
            Wish wish,
            FileAnswer.Counts counts,
            Collection<Reportable> indicators) {
        Set<String> departments = indicators.stream()
                .map(Reportable::writer)
                .map(RecordFile::department)
                .collect(Collectors.toSet());
        current.actsFor(
                departments.size() == 1 && !departments.contains("")
                        ? departments.iterator().next()
                        : null);
        audit.changed(
                "actual.bulk",
                municipality + "/actuals",
                null,
                json.createObjectNode()
                        .put("sha256", file.sha256())
                        .put("evidence", file.evidence())
                        .put("mode", wish.partial() ? "partial" : "atomic")
                        .put("indicators", indicators.size())
                        .put("rows", counts.rows())
                        .put("recorded", counts.recorded())
                        .put("corrected", counts.corrected())
                        .put("unchanged", counts.unchanged())
                        .put("refused", counts.refused())
                        .toString(),
                wish.reason());
    }

    private static String department(@Nullable Writer writer) {
        return writer == null || writer.department() == null ? "" : writer.department();
    }
}
