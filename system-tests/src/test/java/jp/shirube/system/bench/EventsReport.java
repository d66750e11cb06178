package jp.shirube.system.bench;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import jp.shirube.system.bench.BarePipeline.Limits;
import jp.shirube.system.bench.EventsBenchmark.Load;
import jp.shirube.system.bench.Rebuilding.Rates;
import org.jspecify.annotations.Nullable;

/** What one run found: ratios first, figures after, and whether any of it counts. */
final class EventsReport {

    /** Between the limits before and after. */
    private static final double MOST_DRIFT = 0.15;

    private final List<String> loads = new ArrayList<>();
    private final List<Load> alone = new ArrayList<>();
    private final List<Load> followed = new ArrayList<>();
    private final List<Load> called = new ArrayList<>();
    private @Nullable Limits before;
    private @Nullable Limits after;
    private @Nullable Rates rebuild;

    EventsReport(String load) {
        loads.add(load);
    }

    void before(Limits limits, String load) {
        before = limits;
        loads.add(load);
    }

    void alone(Load load) {
        alone.add(load);
    }

    void followed(Load load) {
        followed.add(load);
    }

    void called(Load load) {
        called.add(load);
    }

    void rebuild(Rates rates, String load) {
        rebuild = rates;
        loads.add(load);
    }

    void after(Limits limits, String load) {
        after = limits;
        loads.add(load);
    }

    /** Every limit that something is compared with drifted by no more than it may. */
    boolean isValid() {
        return drift(before().fast().p99(), after().fast().p99()) <= MOST_DRIFT
                && drift(before().rebuildWithInbox(), after().rebuildWithInbox()) <= MOST_DRIFT
                && drift(before().rebuildByOffset(), after().rebuildByOffset()) <= MOST_DRIFT;
    }

    private static double drift(double before, double after) {
        return Math.abs(after - before) / Math.min(before, after);
    }

    String text() {
        Limits first = before();
        Limits second = after();
        Rates rates = required(rebuild);
        Load slow = alone.getFirst();
        Load fast = alone.getLast();
        double fastLimit = (first.fast().p99() + second.fast().p99()) / 2;
        double inbox = (first.rebuildWithInbox() + second.rebuildWithInbox()) / 2;
        double offset = (first.rebuildByOffset() + second.rebuildByOffset()) / 2;
        double ratio = fast.writes().visible().p99() / fastLimit;
        double share = rates.whole() / offset;
        StringBuilder text = new StringBuilder();
        text.append(
                isValid()
                        ? "有効 / valid: the limits before and after agree within 15 %\n\n"
                        : "無効 / VOID: the limits before and after differ by more than 15 %; measure again on a quieter machine\n\n");
        text.append("| | measured | goal | |\n| --- | --- | --- | --- |\n");
        row(
                text,
                "3 written → visible, 100/s, p99",
                ms(slow.writes().visible().p99()),
                "< 50 ms (stretch 25)",
                slow.sustained() && slow.writes().visible().p99() < 50);
        row(
                text,
                "3 the same, %d/s, against the bare pipeline at 1,000/s".formatted(fast.rate()),
                "%.2f × its p99".formatted(ratio),
                "≤ 2 × at 1,000/s",
                fast.rate() == 1000 && fast.sustained() && ratio <= 2);
        for (Load load : followed) {
            told(text, "4 SSE, %d/s".formatted(load.rate()), load, 10);
        }
        for (Load load : called) {
            told(text, "4 webhook, %d/s".formatted(load.rate()), load, 25);
        }
        row(
                text,
                "5 rebuild, whole, against the bare one by offset",
                "%.0f %%".formatted(share * 100),
                "≥ 50 %",
                share >= 0.5);
        row(
                text,
                "5 the same against the bare one with inbox",
                "%.0f %%".formatted(rates.whole() / inbox * 100),
                "",
                null);
        row(
                text,
                "5 its reading alone, by offset · with inbox",
                "%.0f · %.0f %%".formatted(rates.reading() / offset * 100, rates.reading() / inbox * 100),
                "",
                null);
        row(
                text,
                "5 rebuild, events/s",
                "%,.0f (reading alone %,.0f)".formatted(rates.whole(), rates.reading()),
                "≥ 25,000 (stretch 50,000)",
                rates.whole() >= 25_000);
        text.append("\n| limit | before | after | drift |\n| --- | --- | --- | --- |\n");
        limit(
                text,
                "bare pipeline 100/s, p50 ms",
                first.slow().p50(),
                second.slow().p50(),
                "%.1f");
        limit(text, "… p99 ms", first.slow().p99(), second.slow().p99(), "%.1f");
        limit(
                text,
                "bare pipeline 1,000/s, p50 ms",
                first.fast().p50(),
                second.fast().p50(),
                "%.1f");
        limit(text, "… p99 ms (counts)", first.fast().p99(), second.fast().p99(), "%.1f");
        limit(
                text,
                "bare rebuild with inbox, events/s (counts)",
                first.rebuildWithInbox(),
                second.rebuildWithInbox(),
                "%,.0f");
        limit(
                text,
                "bare rebuild by offset, events/s (counts)",
                first.rebuildByOffset(),
                second.rebuildByOffset(),
                "%,.0f");
        text.append("\nThe services idle while the limits are measured: %.0f and %.0f %% of one core.\n\n"
                .formatted(first.idleShare() * 100, second.idleShare() * 100));
        text.append(
                "| product | 2xx → visible | recordedAt → visible | due → 2xx | looked every |\n| --- | --- | --- | --- | --- |\n");
        for (Load load : alone) {
            Writes writes = load.writes();
            text.append("| %d/s%s | %s | %s | %s | %s |\n"
                    .formatted(
                            load.rate(),
                            load.sustained() ? "" : " **not sustained**",
                            writes.visible(),
                            writes.sinceRecorded(),
                            writes.answered(),
                            load.between()));
        }
        text.append("\n| told | 2xx → visible | 2xx → told | visible → told |\n| --- | --- | --- | --- |\n");
        followed.forEach(load -> told(text, "SSE", load));
        called.forEach(load -> told(text, "webhook", load));
        text.append(
                "\nRebuild of %,d events in %.1f s: %s. Published at once, report-service heard and judged them at %,.0f/s.\n"
                        .formatted(rates.events(), rates.seconds(), rates.phases(), rates.listening()));
        text.append("\n%s, %d processors, Java %s; load averages (at the start, after each part): %s\n"
                .formatted(
                        LocalDate.now(ZoneOffset.UTC), Runtime.getRuntime().availableProcessors(),
                        Runtime.version().feature(), String.join(" · ", loads)));
        return text.toString();
    }

    private static void told(StringBuilder text, String what, Load load, double most) {
        double added = load.writes().told().p99() - load.writes().visible().p99();
        row(
                text,
                what + ", added to row 3's p99",
                ms(added),
                "+%.0f ms".formatted(most),
                load.sustained() && added <= most);
    }

    private static void told(StringBuilder text, String how, Load load) {
        Writes writes = load.writes();
        text.append("| %s %d/s%s | %s | %s | %s |\n"
                .formatted(
                        how,
                        load.rate(),
                        load.sustained() ? "" : " **not sustained**",
                        writes.visible(),
                        writes.told(),
                        writes.toldAfterVisible()));
    }

    private static void limit(StringBuilder text, String what, double before, double after, String form) {
        text.append(("| %s | " + form + " | " + form + " | %.0f %% |\n")
                .formatted(what, before, after, drift(before, after) * 100));
    }

    private static void row(StringBuilder text, String what, String measured, String goal, @Nullable Boolean met) {
        text.append("| %s | %s | %s | %s |\n"
                .formatted(what, measured, goal, met == null ? "" : met ? "met" : "**not met**"));
    }

    private static String ms(double millis) {
        return String.format(Locale.ROOT, "%.1f ms", millis);
    }

    private Limits before() {
        return required(before);
    }

    private Limits after() {
        return required(after);
    }

    private static <T> T required(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("not measured");
        }
        return value;
    }
}
