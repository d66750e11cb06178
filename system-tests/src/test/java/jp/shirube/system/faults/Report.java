package jp.shirube.system.faults;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** How the verdicts are told. */
final class Report {

    private Report() {}

    static String line(Verdict verdict) {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%-24s seed=%d acknowledged=%d unknown=%d (stayed %d) duplicates=%d lost=%d doubled=%d healed=%s peak-lag=%d %s",
                verdict.fault(),
                verdict.seed(),
                verdict.acknowledged(),
                verdict.unknown(),
                verdict.stayedUnknown(),
                verdict.duplicates(),
                verdict.lost(),
                verdict.doubled(),
                seconds(verdict.healed()),
                verdict.peakLag(),
                verdict.holds() ? "holds" : "DOES NOT HOLD"));
        if (!verdict.notes().isEmpty()) {
            text.append(" · ").append(String.join(", ", verdict.notes()));
        }
        verdict.against().stream()
                .distinct()
                .limit(8)
                .forEach(what -> text.append("\n    ").append(what));
        return text.toString();
    }

    /** One row per fault, all its rounds together: sums, and the worst healing and lag. */
    static String table(List<Verdict> verdicts) {
        StringBuilder text = new StringBuilder("""
                | fault | rounds | acknowledged | unknown (stayed so) | duplicates on topic | lost | doubled | healed, worst | peak lag | verdict |
                | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- |
                """);
        for (String fault : verdicts.stream().map(Verdict::fault).distinct().toList()) {
            List<Verdict> its = verdicts.stream()
                    .filter(verdict -> verdict.fault().equals(fault))
                    .toList();
            long red = its.stream().filter(verdict -> !verdict.holds()).count();
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %d | %d | %d (%d) | %d | %d | %d | %s | %d | %s |%n",
                    fault,
                    its.size(),
                    its.stream().mapToInt(Verdict::acknowledged).sum(),
                    its.stream().mapToInt(Verdict::unknown).sum(),
                    its.stream().mapToInt(Verdict::stayedUnknown).sum(),
                    its.stream().mapToInt(Verdict::duplicates).sum(),
                    its.stream().mapToInt(Verdict::lost).sum(),
                    its.stream().mapToInt(Verdict::doubled).sum(),
                    seconds(its.stream()
                            .map(Verdict::healed)
                            .max(Duration::compareTo)
                            .orElse(Duration.ZERO)),
                    its.stream().mapToInt(Verdict::peakLag).max().orElse(0),
                    red == 0
                            ? "holds"
                            : "**does not hold** (" + red + " of " + its.size() + "): "
                                    + its.stream()
                                            .flatMap(verdict -> verdict.against().stream())
                                            .findFirst()
                                            .map(what -> what.replace("|", "/").replace("\n", " "))
                                            .map(what -> what.substring(0, Math.min(200, what.length())))
                                            .orElse("")));
        }
        int lost = verdicts.stream().mapToInt(Verdict::lost).sum();
        int doubled = verdicts.stream().mapToInt(Verdict::doubled).sum();
        return text + "\nlost=" + lost + " doubled=" + doubled + " in " + verdicts.size() + " rounds, seeds "
                + verdicts.stream()
                        .map(verdict -> verdict.fault() + ":" + verdict.seed())
                        .collect(Collectors.joining(" "))
                + "\n";
    }

    /** What the figures were measured on. */
    static String machine(Fault.Form form, long seed, int rounds, Duration taken) {
        return String.format(
                Locale.ROOT,
                "%s, %d processors, load average at the end %.1f, JDK %s; %s form, seed %d, %d round(s) of each, %d min in all",
                System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                System.getProperty("java.version"),
                form.name().toLowerCase(Locale.ROOT),
                seed,
                rounds,
                taken.toMinutes());
    }

    static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }
}
