package jp.shirube.kpi.actual.application;

/** Who writes. */
final class Writer {

    /** Until people sign in, everybody who reaches this service is the operator of this machine. */
    static final String BEFORE_SIGN_IN_EXISTS = "local";

    private Writer() {}
}
