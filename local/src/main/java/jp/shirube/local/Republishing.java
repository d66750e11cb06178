package jp.shirube.local;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;

/** 再公表: asks a service to say everything again that it ever stated, and tells how far it is. */
final class Republishing implements LongWork.Telling {

    private final String service;
    private final LongWork work;
    private final Voice voice;

    Republishing(String service, int port, LongWork.SignIn signIn, Voice voice, Duration pause) {
        this.service = service;
        this.work = new LongWork(service, port, "/operations/republish", signIn, voice, pause);
        this.voice = voice;
    }

    /** @param part plan, kpi or report */
    static Republishing of(Settings settings, String part, Voice voice) throws IOException {
        Settings.ServiceSpec service = settings.services().stream()
                .filter(each -> each.database().equals(part))
                .findFirst()
                .orElseThrow(() ->
                        new Refusal(Refusal.USAGE, "plan、kpi、report のどれかです / one of plan, kpi, report, not " + part));
        return new Republishing(
                service.name(),
                service.port().number(),
                LocalSignIn.of(settings)::operator,
                voice,
                Duration.ofSeconds(1));
    }

    /** Returns when all has been said again. @return the exit code */
    int run() throws InterruptedException {
        voice.say(service + " の内容をもう一度公表します", service + " says again what it ever stated");
        return work.run(this);
    }

    @Override
    public boolean isFinished(JsonObject progress) {
        return progress.getValue("finished") != null;
    }

    @Override
    public String howFar(JsonObject progress) {
        return progress.getLong("done", 0L) + " / " + progress.getLong("total", 0L);
    }

    @Override
    public int end(JsonObject progress) {
        long done = progress.getLong("done", 0L);
        long leftOut = progress.getLong("leftOut", 0L);
        if (leftOut > 0) {
            voice.say(
                    "終わりました。" + done + "件のうち" + leftOut + "件は公表できませんでした（" + service + " の記録を見てください）",
                    "done; " + leftOut + " of " + done + " could not be said again, the log of " + service
                            + " says why");
            return Refusal.FAILED;
        }
        voice.say("終わりました（" + done + "件）", "done");
        return 0;
    }
}
