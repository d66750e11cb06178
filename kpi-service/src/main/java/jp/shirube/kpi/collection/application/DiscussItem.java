package jp.shirube.kpi.collection.application;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import jp.shirube.access.Caller;
import jp.shirube.access.Permission;
import jp.shirube.access.audit.Audit;
import jp.shirube.kpi.collection.CollectionProblems;
import jp.shirube.kpi.collection.Comment;
import jp.shirube.kpi.collection.Comments;
import jp.shirube.kpi.collection.Item;
import jp.shirube.kpi.collection.Rounds;
import jp.shirube.problem.Fault;
import jp.shirube.problem.ProblemException;
import jp.shirube.problem.ProblemType;
import org.jspecify.annotations.Nullable;

/** やり取り: who may read an item reads what was said about it, who may answer it or runs the round says something. */
@ApplicationScoped
public class DiscussItem {

    public static final int LONGEST = 2000;
    static final int MOST = 500;

    /** @param isNew false where the same was said just before: a form sent twice */
    public record Said(Comment comment, boolean isNew) {}

    private final Rounds rounds;
    private final Comments comments;
    private final Access access;
    private final Audit audit;
    private final Clock clock;

    DiscussItem(Rounds rounds, Comments comments, Access access, Audit audit, Clock clock) {
        this.rounds = rounds;
        this.comments = comments;
        this.access = access;
        this.audit = audit;
        this.clock = clock;
    }

    @Transactional
    public List<Comment> list(Caller caller, String municipality, String roundId, String itemId) {
        rounds.get(municipality, roundId);
        access.require(caller, rounds.getItem(municipality, roundId, itemId), Permission.READ_ROUND);
        return comments.list(municipality, roundId, itemId);
    }

    /** @param replyTo the comment of the same item that is answered; null for none */
    public record Words(String text, @Nullable Long replyTo) {}

    /** @param words read only when the caller may write */
    @Transactional
    public Said say(Caller caller, String municipality, String roundId, String itemId, Supplier<Words> words) {
        rounds.get(municipality, roundId);
        Item seen = rounds.getItem(municipality, roundId, itemId);
        String department = own(caller, access.require(caller, seen, Permission.ANSWER_ROUND));
        Words told = words.get();
        String text = told.text();
        Long replyTo = told.replyTo();
        Item item = rounds.lockItem(municipality, roundId, itemId);
        List<Comment> said = comments.list(municipality, roundId, itemId);
        if (replyTo != null && said.stream().noneMatch(each -> each.id() == replyTo)) {
            throw new ProblemException(
                    ProblemType.INVALID,
                    List.of(Fault.at("/replyTo", "この項目にそのコメントはありません。", "The item has no such comment.")));
        }
        if (!said.isEmpty() && isSame(said.getLast(), department, text, replyTo)) {
            return new Said(said.getLast(), false);
        }
        if (said.size() >= MOST) {
            throw CollectionProblems.full(MOST, "コメント", "comments");
        }
        Comment comment = comments.add(
                item, replyTo, clock.instant().truncatedTo(ChronoUnit.MICROS), caller.name(), department, text);
        audit.changed(
                "collection-comment.add",
                municipality + "/collection-rounds/" + roundId + "/items/" + itemId + "/comments/" + comment.id(),
                null,
                "{\"sha256\":\"" + Audit.digest(text) + "\"}",
                null);
        return new Said(comment, true);
    }

    private static boolean isSame(Comment last, @Nullable String department, String text, @Nullable Long replyTo) {
        return last.text().equals(text)
                && Objects.equals(last.department(), department)
                && Objects.equals(last.replyTo(), replyTo);
    }

    /** The planning office speaks for itself, not for the department that is asked. */
    private static @Nullable String own(Caller caller, @Nullable String asked) {
        return asked != null && caller.departments(Permission.ANSWER_ROUND).contains(asked) ? asked : null;
    }
}
