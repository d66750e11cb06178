package jp.shirube.kpi.collection.application;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import jp.shirube.access.Caller;
import jp.shirube.access.Permission;
import jp.shirube.kpi.collection.Answered;
import jp.shirube.kpi.collection.Comments;
import jp.shirube.kpi.collection.ItemState;
import jp.shirube.kpi.collection.Rounds;
import jp.shirube.kpi.collection.Uploads;
import jp.shirube.kpi.collection.form.Form;
import jp.shirube.kpi.collection.form.ReadForm;
import jp.shirube.kpi.collection.form.Workbooks;
import jp.shirube.kpi.received.Reporting;
import jp.shirube.problem.ProblemException;
import jp.shirube.problem.ProblemType;

/** 様式: one workbook per department goes out and comes back; the difference is shown first, and only what changed is applied. */
@ApplicationScoped
public class Forms {

    /** 差分 is looked at soon, or the file is sent again. */
    private static final Duration KEPT = Duration.ofDays(7);

    /**
     * A file somebody opens.
     *
     * @param name what it is called
     */
    public record Workbook(String name, byte[] content) {}

    /**
     * What became of a file.
     *
     * @param saved ids of the items whose answers were saved
     * @param submitted ids of those sent in as well
     * @param refused what was not, each with why
     */
    public record Applied(
            Difference difference, List<String> saved, List<String> submitted, List<RunRound.Refusal> refused) {}

    private final ShowRound showRound;
    private final AnswerItem answers;
    private final Rounds rounds;
    private final Reporting reporting;
    private final Uploads uploads;
    private final Workbooks workbooks;
    private final DiscussItem discuss;
    private final Comments comments;
    private final Clock clock;

    Forms(
            ShowRound showRound,
            AnswerItem answers,
            Rounds rounds,
            Reporting reporting,
            Uploads uploads,
            Workbooks workbooks,
            DiscussItem discuss,
            Comments comments,
            Clock clock) {
        this.showRound = showRound;
        this.answers = answers;
        this.rounds = rounds;
        this.reporting = reporting;
        this.uploads = uploads;
        this.workbooks = workbooks;
        this.discuss = discuss;
        this.comments = comments;
        this.clock = clock;
    }

    /** The form of one department. */
    @Transactional
    public Workbook form(Caller caller, String municipality, String roundId, String department) {
        ShowRound.Seen seen = showRound.show(caller, municipality, roundId, department);
        if (seen.items().isEmpty()) {
            throw new ProblemException(
                    ProblemType.NOT_FOUND,
                    "この実績照会で、その課に照会している項目はありません。",
                    "That department is asked nothing in this round.");
        }
        Form form = form(seen, department);
        return new Workbook(workbooks.fileName(form), workbooks.write(form));
    }

    /** Every department's form whoever asks may see. */
    @Transactional
    public List<Form> forms(Caller caller, String municipality, String roundId) {
        ShowRound.Seen seen = showRound.show(caller, municipality, roundId, null);
        return seen.items().stream()
                .map(ItemView::department)
                .filter(Objects::nonNull)
                .distinct()
                .sorted()
                .map(department -> form(seen, department))
                .toList();
    }

    public void write(List<Form> forms, OutputStream into) throws IOException {
        workbooks.writeAll(forms, into);
    }

    private Form form(ShowRound.Seen seen, String department) {
        return FormContent.of(
                seen,
                reporting.nameOf(seen.round().municipality()),
                department,
                reporting.departments(seen.round().municipality()).nameOn(department, seen.today()),
                now());
    }

    /** Keeps a file that came back and tells what it would change; nothing is changed yet. */
    @Transactional
    public Difference upload(Caller caller, String municipality, String roundId, String name, byte[] content) {
        rounds.get(municipality, roundId);
        List<ReadForm> read = workbooks.read(name, new ByteArrayInputStream(content));
        UUID id = UUID.randomUUID();
        uploads.keep(
                new Uploads.Upload(municipality, roundId, id, name, now(), caller.id(), content), now().minus(KEPT));
        return compare(caller, municipality, roundId, id, read, false);
    }

    /** The difference a kept file would make now. */
    @Transactional
    public Difference difference(Caller caller, String municipality, String roundId, UUID upload, boolean overwrite) {
        return compare(caller, municipality, roundId, upload, read(caller, municipality, roundId, upload), overwrite);
    }

    /**
     * Saves what changed, each item by itself: sent twice, the second time nothing is left to do.
     *
     * @param overwrite whether conflicts are overwritten
     * @param submit whether what is ready is sent in as well
     */
    public Applied apply(
            Caller caller, String municipality, String roundId, UUID upload, boolean overwrite, boolean submit) {
        Difference difference = difference(caller, municipality, roundId, upload, overwrite);
        List<String> saved = new ArrayList<>();
        List<String> submitted = new ArrayList<>();
        List<RunRound.Refusal> refused = new ArrayList<>();
        for (Difference.Change change : difference.changes()) {
            try {
                if (change.applies()) {
                    save(caller, municipality, roundId, change);
                    saved.add(change.item());
                }
                if (submit
                        && change.kind() != Difference.Kind.REJECTED
                        && change.kind() != Difference.Kind.CONFLICT
                        && isReady(municipality, roundId, change.item())) {
                    answers.submit(caller, municipality, roundId, change.item(), null);
                    submitted.add(change.item());
                }
            } catch (ProblemException problem) {
                refused.add(new RunRound.Refusal(change.item(), problem));
            }
        }
        return new Applied(difference, saved, submitted, refused);
    }

    private void save(Caller caller, String municipality, String roundId, Difference.Change change) {
        if (!change.fields().isEmpty() && change.answer() != null) {
            Answered answer = change.answer();
            answers.draft(caller, municipality, roundId, change.item(), () -> answer, change.version());
        }
        if (!change.comment().isEmpty()) {
            discuss.say(
                    caller, municipality, roundId, change.item(), () -> new DiscussItem.Words(change.comment(), null));
        }
    }

    private boolean isReady(String municipality, String roundId, String item) {
        ItemState state = QuarkusTransaction.requiringNew()
                .call(() -> rounds.getItem(municipality, roundId, item))
                .state();
        return state == ItemState.DRAFTED || state == ItemState.APPROVED;
    }

    /** The form again with what came back in it and what is wrong beside it. */
    @Transactional
    public Workbook annotated(Caller caller, String municipality, String roundId, UUID upload) {
        List<ReadForm> read = read(caller, municipality, roundId, upload);
        Difference difference = compare(caller, municipality, roundId, upload, read, false);
        String department = read.getFirst().department();
        ShowRound.Seen seen = showRound.show(caller, municipality, roundId, department);
        Form form = form(seen, department);
        return new Workbook(
                workbooks.fileName(form).replace(".xlsx", "_確認結果.xlsx"),
                workbooks.annotated(form, read, difference.cellFaults()));
    }

    private Difference compare(
            Caller caller, String municipality, String roundId, UUID upload, List<ReadForm> read, boolean overwrite) {
        List<ItemView> own = showRound.show(caller, municipality, roundId, null).items().stream()
                .filter(view -> caller.may(Permission.ANSWER_ROUND, view.department()))
                .toList();
        return new Comparing(
                        municipality,
                        roundId,
                        own,
                        (item, text) -> comments.list(municipality, roundId, item).stream()
                                .anyMatch(each -> each.text().equals(text)),
                        overwrite)
                .compare(upload, read);
    }

    private List<ReadForm> read(Caller caller, String municipality, String roundId, UUID id) {
        Uploads.Upload upload = uploads.find(municipality, roundId, id)
                .filter(kept -> kept.by().equals(caller.id()))
                .orElseThrow(() -> new ProblemException(
                        ProblemType.NOT_FOUND,
                        "その取り込みはありません。7日を過ぎると消えます。もう一度ファイルを送ってください。",
                        "There is no such upload. It is kept for seven days; send the file again."));
        return workbooks.read(upload.name(), new ByteArrayInputStream(upload.content()));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
