package jp.shirube.kpi.collection.reminder;

/** 送信: hands mail to a mail server. */
public interface Post {

    /** Whether anybody has said which mail server there is. */
    boolean isConfigured();

    /** Does not throw: whatever a mail server does, it stops nothing else. */
    Delivery send(Letter letter);

    /** What became of one mail. */
    sealed interface Delivery {

        record Sent() implements Delivery {}

        /** It was refused, or never taken. */
        record Failed(String why) implements Delivery {}

        /** It may have been taken. */
        record Uncertain(String why) implements Delivery {}
    }
}
