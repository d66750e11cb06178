package jp.shirube.kpi.collection;

import java.util.List;
import jp.shirube.kpi.actual.ActualProblems;
import jp.shirube.problem.Fault;
import jp.shirube.problem.ProblemException;
import jp.shirube.problem.ProblemType;

/** Every refusal of this feature beside plain faults of content. */
public final class CollectionProblems {

    public static final ProblemType ROUND_UNKNOWN =
            new ProblemType("collection-round-unknown", 404, "その実績照会はありません", "There is no such collection round");
    public static final ProblemType ITEM_UNKNOWN =
            new ProblemType("collection-item-unknown", 404, "その照会項目はありません", "The round has no such item");
    public static final ProblemType ROUND_EXISTS =
            new ProblemType("collection-round-exists", 409, "その実績照会はすでに開かれています", "The round is open already");
    public static final ProblemType WRONG_STATE =
            new ProblemType("collection-item-state", 409, "いまの状態ではその操作はできません", "The item's state does not allow that");
    public static final ProblemType LOCKED =
            new ProblemType("collection-item-locked", 409, "確定した項目です", "The item is locked");
    public static final ProblemType NOT_APPROVED =
            new ProblemType("collection-item-not-approved", 409, "課長の確認がまだです", "The item is not approved yet");
    public static final ProblemType NOTHING_ASKED =
            new ProblemType("nothing-to-ask", 422, "照会する項目がありません", "There is nothing to ask");
    public static final ProblemType EXPLANATION_NEEDED =
            new ProblemType("explanation-needed", 422, "確かめたことを一言書いてください", "A word of explanation is needed");
    public static final ProblemType EVIDENCE_UNKNOWN =
            new ProblemType("evidence-unknown", 404, "その根拠資料はありません", "There is no such evidence file");
    public static final ProblemType ITEM_FULL =
            new ProblemType("collection-item-full", 409, "この項目にはこれ以上付けられません", "The item takes no more");

    private CollectionProblems() {}

    public static ProblemException roundUnknown(String round) {
        return new ProblemException(
                ROUND_UNKNOWN, "実績照会「" + round + "」はありません。", "There is no collection round " + round + ".");
    }

    public static ProblemException itemUnknown(String item) {
        return new ProblemException(
                ITEM_UNKNOWN, "この実績照会に項目「" + item + "」はありません。", "The round has no item " + item + ".");
    }

    public static ProblemException evidenceUnknown(String sha256) {
        return new ProblemException(
                EVIDENCE_UNKNOWN,
                "この項目に根拠資料「" + sha256 + "」は付いていません。",
                "The item names no evidence file " + sha256 + ".");
    }

    /** @param most how many an item takes */
    public static ProblemException full(int most, String ja, String en) {
        return new ProblemException(
                ITEM_FULL, "%sは一つの項目に%d件までです。".formatted(ja, most), "An item takes at most %d %s.".formatted(most, en));
    }

    public static ProblemException wrongState(String item, ItemState state, String ja, String en) {
        return new ProblemException(
                WRONG_STATE,
                "項目「%s」は%sなので、%sできません。".formatted(item, state.ja(), ja),
                "Item %s is %s and cannot %s.".formatted(item, state.en(), en));
    }

    public static ProblemException locked(String item) {
        return new ProblemException(
                LOCKED,
                "項目「" + item + "」は確定しています。変更するには、企画部門が理由を添えて再開してください。",
                "Item " + item + " is locked. To change it, the planning office reopens it with a reason.");
    }

    static ProblemException notApproved(String item) {
        return new ProblemException(
                NOT_APPROVED,
                "項目「" + item + "」は課長の確認がまだです。この照会では、確認のあとで提出します。",
                "Item " + item + " is not approved yet; in this round approval comes first.");
    }

    public static ProblemException staleRound(Round round) {
        return new ProblemException(
                ActualProblems.PRECONDITION_FAILED,
                "この実績照会はいま第%d版です。読み直してください。".formatted(round.version()),
                "The round is version %d now. Read it again.".formatted(round.version()));
    }

    public static ProblemException stale(Item item) {
        return new ProblemException(
                ActualProblems.PRECONDITION_FAILED,
                "項目「%s」は%sが変更し、いまは第%d版です。読み直してください。".formatted(item.id(), item.changedBy(), item.version()),
                "Item %s was changed by %s and is version %d now. Read it again."
                        .formatted(item.id(), item.changedBy(), item.version()));
    }

    public static ProblemException reasonMissing() {
        return new ProblemException(ProblemType.INVALID, List.of(Fault.at("/reason", "理由を書いてください。", "Say why.")));
    }
}
