package jp.shirube.report.portal;

/** @param advice what whoever came here can do */
record ErrorView(int status, String title, String detail, String advice) {}
