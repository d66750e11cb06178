package jp.shirube.outbox;

/** Thrown by a receiver for an event that can never succeed, however often it is tried: it goes to the dead letters. */
public final class UnprocessableEventException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnprocessableEventException(String why) {
        super(why);
    }
}
