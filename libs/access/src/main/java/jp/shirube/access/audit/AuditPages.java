package jp.shirube.access.audit;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import jp.shirube.access.Needs;
import jp.shirube.access.Permission;
import jp.shirube.problem.Fault;
import jp.shirube.problem.ProblemException;
import jp.shirube.problem.ProblemType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** 監査記録 of a service; each says at which address. */
public abstract class AuditPages {

    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");
    private static final String CSV = "text/csv";
    private static final int USUAL = 100;
    private static final int MOST = 1000;
    private static final int LONGEST = 500;

    @Inject
    ReadAudit audit;

    @GET
    @Produces({MediaType.APPLICATION_JSON, CSV})
    @Needs(Permission.READ_AUDIT)
    @Operation(
            summary = "監査記録: who changed what, for which department, from what to what, why; and what was refused",
            description =
                    "The oldest first. As text/csv the next page is named by a Link header; cells that would be formulas are made texts.")
    @APIResponse(
            responseCode = "200",
            description = "One page",
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = AuditPage.class)),
                @Content(mediaType = CSV, schema = @Schema(implementation = String.class))
            })
    public Response list(
            @PathParam("code") String code,
            @Parameter(description = "First day, Japan", example = "2026-04-01") @QueryParam("from") @Nullable
                    String from,
            @Parameter(description = "Last day, Japan", example = "2026-06-30") @QueryParam("to") @Nullable String to,
            @Parameter(description = "Id or name of who did it") @QueryParam("actor") @Nullable String actor,
            @Parameter(
                            description = "How the subject begins, with or without the municipality",
                            example = "indicators/births")
                    @QueryParam("subject")
                    @Nullable
                    String subject,
            @Parameter(schema = @Schema(implementation = Outcome.class)) @QueryParam("outcome") @Nullable
                    String outcome,
            @Parameter(description = "next of the page before") @QueryParam("after") @Nullable String after,
            @Parameter(description = "1 to 1000, usually 100") @QueryParam("limit") @Nullable String limit,
            @Context HttpHeaders headers) {
        List<Fault> faults = new ArrayList<>();
        LocalDate first = day("from", from, faults);
        LocalDate last = day("to", to, faults);
        if (first != null && last != null && last.isBefore(first)) {
            faults.add(Fault.at("#to", "toはfrom以後の日にしてください。", "to is not before from."));
        }
        ReadAudit.Question question = new ReadAudit.Question(
                code,
                start(first),
                last == null ? null : start(last.plusDays(1)),
                text("actor", actor, faults),
                subject(code, text("subject", subject, faults)),
                outcome(outcome, faults),
                cursor(after, faults),
                limit(limit, faults));
        if (!faults.isEmpty()) {
            throw new ProblemException(ProblemType.INVALID, faults);
        }
        AuditPage page = audit.read(question);
        return wantsCsv(headers)
                ? csv(page)
                : Response.ok(page, MediaType.APPLICATION_JSON_TYPE).build();
    }

    private static boolean wantsCsv(HttpHeaders headers) {
        for (MediaType accepted : headers.getAcceptableMediaTypes()) {
            if (accepted.isCompatible(MediaType.APPLICATION_JSON_TYPE)) {
                return false;
            }
            if (accepted.isCompatible(MediaType.valueOf(CSV))) {
                return true;
            }
        }
        return false;
    }

    private static Response csv(AuditPage page) {
        Response.ResponseBuilder response = Response.ok(AuditCsv.of(page), CSV + ";charset=UTF-8")
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"audit.csv\"");
        if (page.next() != null) {
            response.header(HttpHeaders.LINK, "<?after=" + page.next() + ">; rel=\"next\"");
        }
        return response.build();
    }

    private static @Nullable Instant start(@Nullable LocalDate day) {
        return day == null ? null : day.atStartOfDay(TOKYO).toInstant();
    }

    private static @Nullable LocalDate day(String name, @Nullable String text, List<Fault> faults) {
        if (text == null) {
            return null;
        }
        try {
            LocalDate day = LocalDate.parse(text);
            if (day.getYear() >= 1 && day.getYear() <= 9999) {
                return day;
            }
        } catch (DateTimeParseException e) {
            // Told below.
        }
        faults.add(Fault.at("#" + name, name + "は2026-04-01のような日付です。", name + " is a day like 2026-04-01."));
        return null;
    }

    private static @Nullable String text(String name, @Nullable String text, List<Fault> faults) {
        if (text != null && (text.length() > LONGEST || text.indexOf('\0') >= 0)) {
            faults.add(Fault.at(
                    "#" + name,
                    name + "は" + LONGEST + "字までの文字列です。",
                    name + " is a text of at most " + LONGEST + " characters."));
            return null;
        }
        return text;
    }

    private static @Nullable String subject(String code, @Nullable String begins) {
        return begins == null || begins.equals(code) || begins.startsWith(code + "/") ? begins : code + "/" + begins;
    }

    private static @Nullable Outcome outcome(@Nullable String text, List<Fault> faults) {
        if (text == null) {
            return null;
        }
        for (Outcome outcome : Outcome.values()) {
            if (outcome.name().equals(text.toUpperCase(Locale.ROOT))) {
                return outcome;
            }
        }
        faults.add(Fault.at("#outcome", "outcomeはDONEかREFUSEDです。", "outcome is DONE or REFUSED."));
        return null;
    }

    private static long cursor(@Nullable String after, List<Fault> faults) {
        if (after == null) {
            return 0;
        }
        if (after.matches("[0-9]{1,18}")) {
            return Long.parseLong(after);
        }
        faults.add(Fault.at("#after", "afterには前のページのnextの値を指定してください。", "after takes next of the page before."));
        return 0;
    }

    private static int limit(@Nullable String asked, List<Fault> faults) {
        if (asked == null) {
            return USUAL;
        }
        if (asked.matches("[1-9][0-9]{0,3}") && Integer.parseInt(asked) <= MOST) {
            return Integer.parseInt(asked);
        }
        faults.add(Fault.at("#limit", "limitは1から1000までの整数です。", "limit is a whole number from 1 to 1000."));
        return USUAL;
    }
}
