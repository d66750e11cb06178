package jp.shirube.kpi.collection.screens;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.BadRequestException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jp.shirube.access.Caller;
import jp.shirube.access.CurrentCaller;
import jp.shirube.kpi.collection.CollectionProblems;
import jp.shirube.kpi.collection.application.RunRound;
import org.jspecify.annotations.Nullable;

/** The buttons of the planning office. */
@ApplicationScoped
class Decisions {

    /** An item as it was seen when it was chosen. @param version null where the form does not tell */
    record Chosen(@Nullable Long version, String id) {

        private static final Pattern TOKEN = Pattern.compile("([0-9]{1,18})@(.{1,300})");

        static Chosen of(String token) {
            Matcher read = TOKEN.matcher(token);
            if (!read.matches()) {
                throw new BadRequestException();
            }
            return new Chosen(Long.valueOf(read.group(1)), read.group(2));
        }
    }

    private final RunRound rounds;
    private final CurrentCaller caller;
    private final Reader reader;

    Decisions(RunRound rounds, CurrentCaller caller, Reader reader) {
        this.rounds = rounds;
        this.caller = caller;
        this.reader = reader;
    }

    void decide(String button, ItemAddress at, @Nullable Long version, String reason) {
        Caller who = caller.get();
        switch (button) {
            case "confirm" -> rounds.confirm(who, at.municipality(), at.round(), at.item(), version);
            case "lock" -> rounds.lock(who, at.municipality(), at.round(), at.item(), version);
            case "return" -> rounds.giveBack(who, at.municipality(), at.round(), at.item(), version, required(reason));
            case "reopen" -> rounds.reopen(who, at.municipality(), at.round(), at.item(), version, required(reason));
            default -> throw new BadRequestException();
        }
    }

    /** What is told after a button has done its work; empty for what was no button. */
    String said(@Nullable String button, int count) {
        Speech speech = reader.speech();
        String what = switch (button) {
            case "confirm" -> speech.choose("確認しました。", "confirmed.");
            case "lock" -> speech.choose("確定しました。", "locked.");
            case "return" -> speech.choose("差し戻しました。", "returned.");
            case "reopen" -> speech.choose("再び開きました。", "reopened.");
            case "submit" -> speech.choose("提出しました。", "submitted.");
            case "approve" -> speech.choose("課長確認をしました。", "approved.");
            case "applied" -> speech.choose("取り込みました。", "taken over.");
            case "sent" -> speech.choose("取り込んで提出しました。", "taken over and submitted.");
            case "reminded" -> speech.choose("督促しました。メールは数分のうちに送ります。", "reminded; the mails leave within minutes.");
            case "told" -> speech.choose("きょう督促する課は、もうありません。", "Nobody is left to be reminded today.");
            case "changed" -> speech.choose("照会の内容を変えました。", "The round is changed.");
            case "said" -> speech.choose("書き込みました。", "Your comment is there.");
            case "attached" -> speech.choose("資料を添えました。", "The file is attached.");
            case "removed" -> speech.choose("資料を外しました。", "The file is removed.");
            case null, default -> "";
        };
        if (what.isEmpty() || count <= 0) {
            return what;
        }
        return speech.choose(count + "件を" + what, count + " " + what);
    }

    private static String required(String reason) {
        if (reason.isEmpty()) {
            throw CollectionProblems.reasonMissing();
        }
        return reason;
    }
}
