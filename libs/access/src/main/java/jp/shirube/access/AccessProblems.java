package jp.shirube.access;

import jp.shirube.problem.ProblemException;
import jp.shirube.problem.ProblemType;
import org.jspecify.annotations.Nullable;

/** What somebody is told who may not. */
public final class AccessProblems {

    public static final ProblemType UNAUTHENTICATED =
            new ProblemType("unauthenticated", 401, "サインインが必要です", "Sign-in required");
    public static final ProblemType FORBIDDEN = new ProblemType("forbidden", 403, "権限がありません", "Not allowed");
    public static final ProblemType NOT_YOUR_DEPARTMENT =
            new ProblemType("not-your-department", 403, "担当課ではありません", "Another department reports this");
    public static final ProblemType CROSS_SITE =
            new ProblemType("cross-site", 403, "ほかのサイトからの要求です", "The request comes from another site");

    public static final ProblemType TOO_MANY_REQUESTS =
            new ProblemType("too-many-requests", 429, "要求が多すぎます", "Too many requests");

    private AccessProblems() {}

    static ProblemException tooManyRequests(int perMinute, int retryAfterSeconds) {
        return new ProblemException(TOO_MANY_REQUESTS, tooManyJa(perMinute), tooManyEn(perMinute))
                .retryAfter(retryAfterSeconds);
    }

    static String tooManyJa(int perMinute) {
        return "1分間に%d件までです。Retry-After の秒数だけ待ってからもう一度送ってください。".formatted(perMinute);
    }

    static String tooManyEn(int perMinute) {
        return "At most %d a minute; send it again after Retry-After.".formatted(perMinute);
    }

    static ProblemException signInFirst() {
        return new ProblemException(
                UNAUTHENTICATED,
                "この操作にはサインインが必要です。トークン（Authorization: Bearer）かAPIキー（X-API-Key）を付けてください。",
                "Sign in first: send a token (Authorization: Bearer) or an API key (X-API-Key).");
    }

    /** One sentence for whatever is wrong with it: who guesses learns nothing. */
    static ProblemException notAccepted() {
        return new ProblemException(
                UNAUTHENTICATED,
                "トークンまたはAPIキーが受け付けられません。期限、発行元、宛先（audience）を確かめてください。",
                "The token or API key is not accepted. Check its expiry, issuer and audience.");
    }

    static ProblemException forbidden(Permission permission) {
        return new ProblemException(
                FORBIDDEN,
                "この操作（" + permission + "）は、この自治体でのあなたの役割では行えません。",
                "Your roles in this municipality do not allow this (" + permission + ").");
    }

    /** @param reporting the department that does; null where none does */
    public static ProblemException notYourDepartment(@Nullable String reporting) {
        return new ProblemException(
                NOT_YOUR_DEPARTMENT,
                reporting == null
                        ? "きょうの時点で、これを担当する課が決まっていません。企画部門に担当の登録を依頼してください。"
                        : "きょうの時点での担当は「" + reporting + "」です。あなたの課では登録できません。",
                reporting == null
                        ? "No department reports this today; ask the planning office to state one."
                        : "Today the department " + reporting + " reports this; yours cannot.");
    }

    public static ProblemException ofDepartment(String department) {
        return new ProblemException(
                NOT_YOUR_DEPARTMENT,
                "課「" + department + "」の職員と企画部門だけが見られます。",
                "Only the people of the department " + department + " and the planning office see this.");
    }

    static ProblemException crossSite() {
        return new ProblemException(
                CROSS_SITE,
                "ほかのサイトのページから送られた要求は、サインイン中の書き込みとして受け付けません。",
                "Signed in by cookie, what another site sent is not accepted as a write.");
    }
}
