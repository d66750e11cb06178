package jp.shirube.local;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;

/** 集計の作り直し: asks report-service to make its read model anew from the topics, and tells how far it is. */
final class Rebuilding implements LongWork.Telling {

    private final LongWork work;
    private final Voice voice;

    Rebuilding(int port, LongWork.SignIn signIn, Voice voice, Duration pause) {
        this.work = new LongWork("report-service", port, "/operations/rebuild", signIn, voice, pause);
        this.voice = voice;
    }

    static Rebuilding of(Settings settings, Voice voice) throws IOException {
        int port = settings.services().stream()
                .filter(service -> service.database().equals("report"))
                .findFirst()
                .orElseThrow()
                .port()
                .number();
        return new Rebuilding(port, LocalSignIn.of(settings)::operator, voice, Duration.ofSeconds(1));
    }

    /** Returns when what is made anew serves. @return the exit code */
    int run() throws InterruptedException {
        voice.say(
                "集計をイベントから作り直します（いまの表示は続きます）",
                "the read model is made anew from the events; what serves now serves on");
        return work.run(this);
    }

    @Override
    public boolean isFinished(JsonObject progress) {
        return progress.getValue("finishedAt") != null;
    }

    @Override
    public String howFar(JsonObject progress) {
        return switch (progress.getString("phase", "")) {
            case "READING" -> "イベント / events " + of(progress, "events", "ofEvents");
            case "JUDGING" -> "判定した指標 / indicators judged " + of(progress, "indicators", "ofIndicators");
            default -> "その後のイベント / events since " + of(progress, "events", "ofEvents");
        };
    }

    private static String of(JsonObject progress, String done, String all) {
        return progress.getLong(done, 0L) + " / " + progress.getLong(all, 0L);
    }

    @Override
    public int end(JsonObject progress) {
        String failure = progress.getString("failure");
        if (failure != null) {
            voice.say("作り直せませんでした。前のものが使われています: " + failure, "failed; what served before serves on");
            return Refusal.FAILED;
        }
        long passedOver = progress.getLong("passedOver", 0L);
        if (passedOver > 0) {
            voice.say(
                    "読めないイベントが" + passedOver + "件ありました（./shirube dead-letters）",
                    passedOver + " events could not be read, see ./shirube dead-letters");
        }
        long differences = progress.getLong("differences", 0L);
        voice.say(
                "作り直しました。前と違う目標: " + differences + "件（その分だけ通知しました）",
                "done; " + differences + " targets differ from before and were announced");
        return 0;
    }
}
