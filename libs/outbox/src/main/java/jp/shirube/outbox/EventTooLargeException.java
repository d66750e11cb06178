package jp.shirube.outbox;

/** Kafka takes no message over 1 MiB. The use case that wants to say so much fails, instead of saying it to nobody. */
public final class EventTooLargeException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    EventTooLargeException(OutgoingEvent event, long bytes) {
        super(event.type() + " of " + event.subject() + " has " + bytes + " bytes, at most " + Outbox.LARGEST
                + " are possible");
    }
}
