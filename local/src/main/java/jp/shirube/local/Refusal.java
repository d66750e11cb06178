package jp.shirube.local;

/** Why the command cannot go on, in one sentence for the person who gave it, and with which exit code. */
final class Refusal extends RuntimeException {

    static final int FAILED = 1;
    static final int USAGE = 2;
    static final int PORT_TAKEN = 3;
    static final int ALREADY_RUNNING = 4;

    private static final long serialVersionUID = 1L;

    private final int exitCode;

    Refusal(int exitCode, String sentence) {
        super(sentence);
        this.exitCode = exitCode;
    }

    Refusal(int exitCode, String sentence, Throwable cause) {
        super(sentence, cause);
        this.exitCode = exitCode;
    }

    int exitCode() {
        return exitCode;
    }

    String sentence() {
        return String.valueOf(getMessage());
    }
}
