package jp.shirube.kpi.collection.form;

import java.util.List;

/** One cell a department may fill (記入欄), with the heading it stands under and the words it may be chosen from. */
public enum Field {
    VALUE("実績値", "Value"),
    MISSING_REASON("値がない理由", "Missing reason", "該当なし", "調査なし", "未公表", "事業終了", "算定なし"),
    STATUS("確定・暫定・見込", "Status", "確定", "暫定", "見込"),
    INITIATIVE_STATUS("取組の状況", "State of the initiative", "計画どおり", "前倒し", "遅れ", "中止", "未着手"),
    TEXT("取組の内容・備考", "What was done, note"),
    SELF_EVALUATION("自己評価", "Self-evaluation"),
    CAUSE("要因", "Cause"),
    DIRECTION("今後の方向", "Next direction", "拡充", "継続", "改善", "縮小", "終了"),
    EXPLANATION("確認事項への説明", "Explanation"),
    COMMENT("企画部門への連絡", "Comment");

    private final String heading;
    private final String english;
    private final List<String> choices;

    Field(String heading, String english, String... choices) {
        this.heading = heading;
        this.english = english;
        this.choices = List.of(choices);
    }

    /** The heading of its column. */
    public String heading() {
        return heading;
    }

    public String english() {
        return english;
    }

    /** The words to choose from; empty where anything may be written. */
    public List<String> choices() {
        return choices;
    }

    /** Whether such a row asks for it. */
    public boolean askedOf(Kind kind) {
        return switch (this) {
            case VALUE, MISSING_REASON, STATUS -> kind == Kind.INDICATOR;
            case INITIATIVE_STATUS -> kind == Kind.INITIATIVE;
            case TEXT, SELF_EVALUATION, CAUSE, DIRECTION, EXPLANATION, COMMENT -> true;
        };
    }
}
