package jp.shirube.plan;

import jp.shirube.problem.ProblemType;

/** The refusals of this service beyond those every service knows; all of them stand in docs/problems.md. */
public final class PlanProblems {

    public static final ProblemType MUNICIPALITY_UNKNOWN =
            new ProblemType("municipality-unknown", 404, "この団体コードの自治体はありません", "No such municipality");
    public static final ProblemType PLAN_UNKNOWN = new ProblemType("plan-unknown", 404, "この計画はありません", "No such plan");
    public static final ProblemType EDITION_UNKNOWN =
            new ProblemType("edition-unknown", 404, "この版はありません", "No such edition");
    public static final ProblemType EDITION_EXISTS = new ProblemType(
            "edition-exists", 409, "同じ番号の版が別の内容で登録されています", "An edition of that number exists with other content");
    public static final ProblemType EDITION_ADOPTED =
            new ProblemType("edition-adopted", 409, "採択された版です", "The edition is adopted");
    public static final ProblemType ADMINISTRATOR_MISSING =
            new ProblemType("administrator-missing", 409, "管理者がいなくなります", "Nobody would be administrator");
    public static final ProblemType API_KEY_UNKNOWN =
            new ProblemType("api-key-unknown", 404, "このAPIキーはありません", "No such API key");
    public static final ProblemType PRECONDITION_REQUIRED =
            new ProblemType("precondition-required", 428, "変更にはIf-Matchが要ります", "A change needs If-Match");
    public static final ProblemType PRECONDITION_FAILED =
            new ProblemType("precondition-failed", 412, "すでに別の変更が行われています", "Somebody else has changed it");

    private PlanProblems() {}
}
