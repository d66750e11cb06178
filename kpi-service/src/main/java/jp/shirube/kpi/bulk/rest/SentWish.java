package jp.shirube.kpi.bulk.rest;

import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import jp.shirube.kpi.bulk.Wish;
import jp.shirube.kpi.bulk.WrittenRow;
import jp.shirube.problem.Fault;
import jp.shirube.problem.ProblemException;
import jp.shirube.problem.ProblemType;
import org.jspecify.annotations.Nullable;

/** What the address says is to become of a file. */
public final class SentWish {

    private static final int LONGEST_REASON = 1000;

    private SentWish() {}

    public static Wish read(@Nullable String mode, @Nullable String dryRun, @Nullable String reason, UriInfo uri) {
        return new Wish(isPartial(mode), isTrue(said(dryRun, uri)), readReason(reason));
    }

    /** @param place of the parameter, for whoever wrote what is no text */
    public static void checkText(String place, @Nullable String text) {
        if (text != null && text.codePoints().anyMatch(WrittenRow::isNoCharacter)) {
            throw wrong(place, "使えない制御文字が含まれています。", "It contains a control character.");
        }
    }

    private static boolean isPartial(@Nullable String mode) {
        if (mode == null || mode.equals("atomic")) {
            return false;
        }
        if (mode.equals("partial")) {
            return true;
        }
        throw wrong("#mode", "atomicかpartialを書いてください。", "Write atomic or partial.");
    }

    /** {@code ?dryRun} alone says it too. */
    private static @Nullable String said(@Nullable String dryRun, UriInfo uri) {
        return dryRun == null && uri.getQueryParameters().containsKey("dryRun") ? "" : dryRun;
    }

    private static boolean isTrue(@Nullable String flag) {
        if (flag == null || flag.equals("false")) {
            return false;
        }
        if (flag.isEmpty() || flag.equals("true")) {
            return true;
        }
        throw wrong("#dryRun", "trueかfalseを書いてください。", "Write true or false.");
    }

    private static @Nullable String readReason(@Nullable String reason) {
        if (reason == null || reason.isBlank()) {
            return null;
        }
        if (reason.length() > LONGEST_REASON) {
            throw wrong("#reason", LONGEST_REASON + "字までです。", "At most " + LONGEST_REASON + " characters.");
        }
        checkText("#reason", reason);
        return reason.strip();
    }

    private static ProblemException wrong(String place, String ja, String en) {
        return new ProblemException(ProblemType.INVALID, List.of(Fault.at(place, ja, en)));
    }
}
