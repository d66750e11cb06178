package jp.shirube.kpi.collection;

/** Where an item stands between the department that answers it and the planning office. */
public enum ItemState {
    /** 公表前: its figure is not usually known yet; it is asked by itself from that day on. */
    NOT_YET("公表前", "not known yet"),
    /** 未回答. */
    OPEN("未回答", "open"),
    /** 入力中: typed, not sent in. A draft is not an actual. */
    DRAFTED("入力中", "drafted"),
    /** 課長確認済. */
    APPROVED("課長確認済", "approved"),
    /** 提出済. */
    SUBMITTED("提出済", "submitted"),
    /** 差し戻し. */
    RETURNED("差し戻し", "returned"),
    /** 確認済: the planning office has accepted it; what is measured is public from now on. */
    CONFIRMED("確認済", "confirmed"),
    /** 確定（締切）: nothing more is changed unless it is reopened. */
    LOCKED("確定", "locked"),
    /** 再開: asked again, for a reason. */
    REOPENED("再開", "reopened");

    private final String ja;
    private final String en;

    ItemState(String ja, String en) {
        this.ja = ja;
        this.en = en;
    }

    public String ja() {
        return ja;
    }

    public String en() {
        return en;
    }

    /** Whether the department has something to do: to answer, or to answer better. */
    public boolean isAtTheDepartment() {
        return switch (this) {
            case NOT_YET, OPEN, DRAFTED, APPROVED, RETURNED, REOPENED -> true;
            case SUBMITTED, CONFIRMED, LOCKED -> false;
        };
    }

    /** Whether the department still owes an answer, if the day is late. */
    public boolean isOwed() {
        return isAtTheDepartment() && this != NOT_YET;
    }
}
