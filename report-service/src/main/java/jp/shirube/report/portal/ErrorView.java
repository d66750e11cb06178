package jp.shirube.report.portal;

/**
 * @param advice what whoever came here can do
 * @param href where to go on
 * @param link what is there
 */
record ErrorView(int status, String title, String detail, String advice, String href, String link) {

    static ErrorView of(int status, String title, String detail, String advice) {
        return new ErrorView(status, title, detail, advice, "/", "計画の一覧へ");
    }
}
