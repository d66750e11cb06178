package jp.shirube.problem;

/**
 * One kind of refusal a client may program against. Its {@code id} never changes; docs/problems.md lists all of them.
 *
 * @param id stable, kebab-case; on the wire {@code urn:shirube:problem:<id>}
 * @param status the HTTP status it is answered with
 * @param titleJa the same for every occurrence, Japanese
 * @param titleEn the same for every occurrence, English
 */
public record ProblemType(String id, int status, String titleJa, String titleEn) {

    public static final ProblemType MALFORMED =
            new ProblemType("malformed", 400, "読み取れない要求です", "The request cannot be read");
    public static final ProblemType INVALID = new ProblemType("invalid", 422, "内容に誤りがあります", "The content has faults");
    public static final ProblemType NOT_FOUND = new ProblemType("not-found", 404, "見つかりません", "Not found");
    public static final ProblemType METHOD_NOT_ALLOWED =
            new ProblemType("method-not-allowed", 405, "この操作はできません", "Method not allowed");
    public static final ProblemType NOT_ACCEPTABLE =
            new ProblemType("not-acceptable", 406, "求められた形式では答えられません", "Not acceptable");
    public static final ProblemType TOO_LARGE = new ProblemType("too-large", 413, "大きすぎます", "Content too large");
    public static final ProblemType UNSUPPORTED_MEDIA_TYPE =
            new ProblemType("unsupported-media-type", 415, "対応していない形式です", "Unsupported media type");
    public static final ProblemType TEMPORARILY_UNAVAILABLE = new ProblemType(
            "temporarily-unavailable", 503, "いまは処理できません。しばらくしてからもう一度お試しください", "Temporarily unavailable; try again");
    public static final ProblemType INTERNAL =
            new ProblemType("internal", 500, "システム内部の誤りです", "An error of the system itself");

    public String uri() {
        return "urn:shirube:problem:" + id;
    }
}
