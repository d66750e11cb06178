package jp.shirube.system.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import jp.shirube.system.faults.Fault.Form;
import jp.shirube.system.faults.Oracle.Findings;
import jp.shirube.system.faults.Oracle.Line;

/** The long form, {@code ./shirube faults}: every fault, so many rounds of each, every line judged after each of them. */
final class FaultsMain {

    private static final String USAGE = """
            使い方 / usage: ./shirube faults [--seed N] [--rounds N] [--only NAME[,NAME…]] [--short] [--list] [--help]

              --seed N     同じ乱数で繰り返す / repeat with the same seed (any, and printed, unless told)
              --rounds N   それぞれの回数 / rounds of each fault (1 unless told)
              --only NAME  その障害だけ / only these faults
              --short      時間を短く / pauses as short as in ./shirube test
              --list       障害の一覧 / list the faults
            終了コード / exit code: 0 すべて守られた / all holds, 1 守られなかったものがある / something does not, 2 引数の誤り / arguments""";

    private FaultsMain() {}

    public static void main(String[] arguments) throws Exception {
        long seed = System.nanoTime() % 1_000_000;
        int rounds = 1;
        Form form = Form.LONG;
        List<Fault> chosen = Faults.all().stream()
                .filter(fault -> fault.forms().contains(Form.LONG))
                .toList();
        try {
            for (int i = 0; i < arguments.length; i++) {
                switch (arguments[i]) {
                    case "--seed" -> seed = Long.parseLong(arguments[++i]);
                    case "--rounds" -> rounds = Integer.parseInt(arguments[++i]);
                    case "--only" -> {
                        Set<String> names = Set.of(arguments[++i].split(","));
                        names.forEach(Faults::named);
                        chosen = Faults.all().stream()
                                .filter(fault -> names.contains(fault.name()))
                                .toList();
                    }
                    case "--short" -> form = Form.SHORT;
                    case "--list" -> {
                        Faults.all().forEach(fault -> System.out.printf("%-32s %s%n", fault.name(), fault.expected()));
                        return;
                    }
                    case "--help" -> {
                        System.out.println(USAGE);
                        return;
                    }
                    default -> throw new IllegalArgumentException(arguments[i]);
                }
            }
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            System.err.println("知らない引数です / unknown argument: " + e.getMessage() + "\n" + USAGE);
            System.exit(2);
        }
        System.exit(run(form, seed, rounds, chosen) ? 0 : 1);
    }

    private static boolean run(Form form, long seed, int rounds, List<Fault> chosen) throws Exception {
        Path faults = Path.of("system-tests/target/faults").toAbsolutePath();
        System.out.println(
                "seed " + seed + ", " + rounds + " × " + chosen.size() + " faults; logs and ledgers in " + faults);
        long begun = System.nanoTime();
        List<String> said = new ArrayList<>();
        boolean holds = true;
        try (FaultSuite suite = new FaultSuite(form, seed, faults.resolve("cluster"))) {
            for (Fault fault : chosen) {
                for (int round = 1; round <= rounds; round++) {
                    Verdict verdict = suite.run(fault, round);
                    holds &= verdict.holds();
                    said.add(Report.line(verdict));
                    System.out.println(said.getLast());
                }
            }
            Findings findings = suite.recompute();
            String whole = "read model recomputed from the beginning of the topics: "
                    + (findings.red().isEmpty() ? "equal, byte for byte" : "DIFFERS\n" + findings);
            holds &= findings.red().isEmpty();
            String table = Report.machine(form, seed, rounds, Duration.ofNanos(System.nanoTime() - begun)) + "\n\n"
                    + Report.table(suite.verdicts()) + "\n" + whole + "\n";
            System.out.println("\n" + table);
            write(faults.resolve("report.md"), table + "\n```\n" + String.join("\n", said) + "\n```\n");
        }
        for (Line line : Line.values()) {
            System.out.println((line.ordinal() + 1) + " " + line.meaning());
        }
        return holds;
    }

    private static void write(Path file, String text) throws IOException {
        Files.writeString(file, text);
        System.out.println("written to " + file);
    }
}
