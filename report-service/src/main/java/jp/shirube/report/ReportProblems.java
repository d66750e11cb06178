package jp.shirube.report;

import jp.shirube.problem.ProblemType;

/** The refusals of this service beyond those every service knows; all of them stand in docs/problems.md. */
public final class ReportProblems {

    public static final ProblemType MUNICIPALITY_UNKNOWN =
            new ProblemType("municipality-unknown", 404, "この団体コードの自治体はありません", "No such municipality");
    public static final ProblemType PLAN_UNKNOWN = new ProblemType("plan-unknown", 404, "この計画はありません", "No such plan");
    public static final ProblemType EDITION_UNKNOWN =
            new ProblemType("edition-unknown", 404, "この版はありません", "No such edition");
    public static final ProblemType INDICATOR_UNKNOWN =
            new ProblemType("indicator-unknown", 404, "この指標はありません", "No such indicator");
    public static final ProblemType NOT_A_YEAR =
            new ProblemType("not-a-year", 400, "年度として読み取れません", "Not readable as a fiscal year");

    public static final ProblemType DAY_TO_COME =
            new ProblemType("day-to-come", 400, "まだ来ていない日です", "A day still to come");
    public static final ProblemType RULE_UNKNOWN =
            new ProblemType("grading-rule-unknown", 404, "この評価基準はありません", "No such grading rule");
    public static final ProblemType TARGET_UNKNOWN =
            new ProblemType("target-unknown", 404, "この目標はありません", "No such target");
    public static final ProblemType GRADE_NOT_GIVEN =
            new ProblemType("grade-not-given", 404, "人による判定は付いていません", "Nobody has given a grade");
    public static final ProblemType PRECONDITION_FAILED =
            new ProblemType("precondition-failed", 412, "その間に状態が変わっています", "The state is another by now");
    public static final ProblemType PRECONDITION_REQUIRED =
            new ProblemType("precondition-required", 428, "変更にはIf-Matchが要ります", "A change needs If-Match");

    public static final ProblemType CATCHING_UP =
            new ProblemType("catching-up", 503, "データの確認が終わるまで書き込めません", "No writes until the data have been checked");

    public static final ProblemType POSITION_GONE =
            new ProblemType("position-gone", 410, "この位置からは再開できません", "Cannot be resumed from this position");
    public static final ProblemType TOO_MANY_FOLLOWERS =
            new ProblemType("too-many-followers", 503, "購読が多すぎます。しばらくしてからもう一度お試しください", "Too many followers; try again");

    public static final ProblemType WEBHOOK_UNKNOWN =
            new ProblemType("webhook-unknown", 404, "この送信先（Webhook）はありません", "No such webhook");
    public static final ProblemType DELIVERY_UNKNOWN =
            new ProblemType("delivery-unknown", 404, "この送信の記録はありません", "No such delivery");

    private ReportProblems() {}
}
