package jp.shirube.local;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/** Which service answers which part of the one address, and where its replicas are. */
public record Routes(List<Target> plan, List<Target> kpi, List<Target> report) {

    /** One replica of a service. */
    public record Target(String host, int port) {

        static Target parse(String text) {
            int colon = text.lastIndexOf(':');
            if (colon < 1) {
                throw new IllegalArgumentException("a target is host:port, not '" + text + "'");
            }
            return new Target(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
        }
    }

    /** A service's name and its replicas. */
    record Service(String name, List<Target> targets) {}

    public Routes {
        if (plan.isEmpty() || kpi.isEmpty() || report.isEmpty()) {
            throw new IllegalArgumentException("every service needs at least one target");
        }
        plan = List.copyOf(plan);
        kpi = List.copyOf(kpi);
        report = List.copyOf(report);
    }

    /** {@code "127.0.0.1:8081,127.0.0.1:9081"} */
    public static List<Target> targets(String commaSeparated) {
        return Arrays.stream(commaSeparated.split(","))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .map(Target::parse)
                .toList();
    }

    /**
     * Whether the path is for those who run a service, on its own port only: its operations, its metrics; that it lives anybody
     * may know. Read as the services read it: decoded, without
     * empty segments and dots, so that no other way of writing it leads there.
     */
    static boolean isForOperators(String path) {
        Deque<String> segments = new ArrayDeque<>();
        for (String written : decoded(path).split("[/\\\\]")) {
            String segment = written.replaceFirst(";.*", "");
            if (segment.equals("..")) {
                segments.pollLast();
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                segments.addLast(segment);
            }
        }
        String first = segments.pollFirst();
        return "operations".equalsIgnoreCase(first) || "q".equalsIgnoreCase(first) && !"health".equals(segments.peekFirst());
    }

    private static String decoded(String path) {
        try {
            return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            // No service can read it either.
            return path;
        }
    }

    Service serviceFor(String path) {
        if (isUnder(path, "/api/plan") || isUnder(path, "/plans")) {
            return new Service("plan-service", plan);
        }
        if (isUnder(path, "/api/kpi") || isUnder(path, "/collection")) {
            return new Service("kpi-service", kpi);
        }
        return new Service("report-service", report);
    }

    /** {@code /plans} and {@code /plans/…}, but not {@code /plansx}. */
    private static boolean isUnder(String path, String prefix) {
        return path.startsWith(prefix) && (path.length() == prefix.length() || path.charAt(prefix.length()) == '/');
    }
}
