package jp.shirube.local.issuer;

import java.net.URI;
import java.util.List;
import java.util.Map;

/** The pages people see: whom to sign in as, that something is wrong, that one is signed out. Japanese first, no script. */
final class Pages {

    private Pages() {}

    /**
     * Whom to sign in as.
     *
     * @param asked what the client asked, which the choice carries on
     */
    static Answer choice(DemoAccounts accounts, Map<String, List<String>> asked, URI back) {
        StringBuilder hidden = new StringBuilder();
        asked.forEach((name, values) -> values.forEach(value -> hidden.append("<input type=\"hidden\" name=\"")
                .append(escaped(name))
                .append("\" value=\"")
                .append(escaped(value))
                .append("\">\n")));
        StringBuilder groups = new StringBuilder();
        for (DemoAccounts.Municipality municipality : accounts.municipalities()) {
            groups.append("<section aria-labelledby=\"m")
                    .append(municipality.code())
                    .append("\">\n<h2 id=\"m")
                    .append(municipality.code())
                    .append("\">")
                    .append(escaped(municipality.name()))
                    .append(" <span lang=\"en\">")
                    .append(escaped(municipality.english()))
                    .append("</span></h2>\n<ul>\n");
            for (DemoAccount person : municipality.people()) {
                groups.append("<li><button type=\"submit\" name=\"account\" value=\"")
                        .append(escaped(person.id()))
                        .append("\">")
                        .append(escaped(person.name()))
                        .append("<span lang=\"en\">")
                        .append(escaped(person.english()))
                        .append(" <code>")
                        .append(escaped(person.id()))
                        .append("</code></span></button></li>\n");
            }
            groups.append("</ul>\n</section>\n");
        }
        String body = """
                <h1>デモ用の利用者を選んでください<span lang="en">Choose a demo account</span></h1>
                <p class="demo"><strong>デモ用</strong>です。この計算機の中だけで使え、合言葉はありません。実在の人ではありません。
                <span lang="en">For demonstration on this machine only; there are no passwords, and nobody here is a real person.</span></p>
                <p>選ぶと、その役割で %s に戻ります。この画面は選んだ人を覚えません。
                <span lang="en">Choosing takes you back there in that role. This page remembers nothing.</span></p>
                <form method="post" action="/authorize">
                %s%s<section class="cancel"><button type="submit" name="account" value="">サインインしない<span lang="en">Do not sign in</span></button></section>
                </form>
                """.formatted(escaped(origin(back)), hidden, groups);
        // Browsers hold the redirect after the form to this rule too.
        return Answer.page(200, page("サインイン（デモ用）", body), "'self' " + origin(back));
    }

    static Answer wrong(int status, String ja, String en) {
        String body = """
                <h1>サインインできません<span lang="en">Cannot sign in</span></h1>
                <p>%s<span lang="en">%s</span></p>
                <p>もとの画面に戻って、もう一度サインインしてください。<span lang="en">Go back to where you came from and sign in again.</span></p>
                """.formatted(escaped(ja), escaped(en));
        return Answer.page(status, page("サインインできません（デモ用）", body), "'none'");
    }

    static Answer signedOut() {
        String body = """
                <h1>サインアウトしました<span lang="en">Signed out</span></h1>
                <p>この画面は誰のことも覚えていません。<span lang="en">This page remembers nobody.</span></p>
                """;
        return Answer.page(200, page("サインアウト（デモ用）", body), "'none'");
    }

    static String origin(URI uri) {
        return uri.getScheme() + "://" + uri.getRawAuthority();
    }

    private static String page(String title, String body) {
        return """
                <!DOCTYPE html>
                <html lang="ja">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>%s | 標 Shirube</title>
                <link rel="stylesheet" href="/style.css">
                </head>
                <body>
                <header><p>標 Shirube <strong>デモ用のサインイン</strong> <span lang="en">demo sign-in</span></p></header>
                <main>
                %s</main>
                </body>
                </html>
                """.formatted(escaped(title), body);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
