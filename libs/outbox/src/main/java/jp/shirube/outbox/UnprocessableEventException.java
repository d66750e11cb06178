package jp.shirube.outbox;

import java.util.UUID;

/** Thrown by a receiver for an event that can never succeed, however often it is tried: it goes to the dead letters. */
public final class UnprocessableEventException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final UUID eventId;

    public UnprocessableEventException(ReceivedEvent event, String why) {
        super(why);
        this.eventId = event.id();
    }

    public UUID eventId() {
        return eventId;
    }
}
