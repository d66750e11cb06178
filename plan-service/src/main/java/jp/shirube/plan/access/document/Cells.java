package jp.shirube.plan.access.document;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jp.shirube.access.Role;
import jp.shirube.notation.Day;
import jp.shirube.notation.Eras;
import jp.shirube.notation.NotationException;
import jp.shirube.notation.PeriodKind;
import jp.shirube.notation.PeriodNotation;
import jp.shirube.plan.municipality.Department;
import jp.shirube.plan.municipality.Municipality;
import jp.shirube.problem.Fault;
import org.jspecify.annotations.Nullable;

/** The cells of one row, understood one by one; what is wrong with each is told to a list of faults. */
final class Cells {

    private static final Pattern CLAIM = Pattern.compile("[^:\\s]+:\\S(.*\\S)?");
    private static final int LONGEST_CLAIM = 500;
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_NOTE = 500;
    private static final LocalDate EARLIEST = LocalDate.of(1900, 1, 1);
    private static final LocalDate LATEST = LocalDate.of(2199, 12, 31);
    private static final PeriodNotation DAYS = new PeriodNotation(Eras.standard());
    private final WrittenRow row;
    private final List<Fault> faults;

    Cells(WrittenRow row, List<Fault> faults) {
        this.row = row;
        this.faults = faults;
        if (row.tooWide()) {
            fault("", "列の数より多くの値があります", "there are more cells than columns");
        }
    }

    Optional<String> claim() {
        return text("claim", LONGEST_CLAIM, true).filter(claim -> {
            boolean well = CLAIM.matcher(claim).matches();
            if (!well) {
                fault(
                        "claim",
                        "「groups:企画調整課」のように、クレームの名前と値を「:」でつないで書いてください",
                        "write the claim's name and value, such as groups:企画調整課");
            }
            return well;
        });
    }

    Optional<Role> role() {
        return role(Role::isGivenByMapping, "この表では与えられません", "cannot be given by this table");
    }

    Optional<Role> roleOfKey() {
        return role(Role::isGivenToKeys, "APIキーには与えられません", "cannot be given to an API key");
    }

    private Optional<Role> role(Predicate<Role> given, String ja, String en) {
        Optional<String> written = text("role", LONGEST_NAME, true);
        Optional<Role> role = written.flatMap(word -> Stream.of(Role.values())
                .filter(each -> each.name().equals(word.toUpperCase(Locale.ROOT))
                        || each.ja().equals(word))
                .findFirst());
        String possible = Stream.of(Role.values()).filter(given).map(Role::name).collect(Collectors.joining(", "));
        if (written.isPresent() && role.isEmpty()) {
            fault("role", "この役割はありません。使えるのは " + possible + " です", "no such role; those possible are " + possible);
        }
        role.filter(given.negate())
                .ifPresent(known -> fault("role", known.ja() + "（" + known + "）は" + ja, known + " " + en));
        return role.filter(given);
    }

    void departmentFits(Role role) {
        if (role.isOfDepartment() && !has("department")) {
            fault("department", role.ja() + "には課が要ります", role + " is held for a department");
        }
        if (!role.isOfDepartment() && has("department")) {
            fault("department", role.ja() + "に課は書けません", role + " is of no department");
        }
    }

    Optional<String> name() {
        return text("name", LONGEST_NAME, true);
    }

    /** By id, any name or any other spelling. */
    Optional<Department> department(Municipality municipality, Municipality.Vocabulary words) {
        return text("department", LONGEST_NAME, false).flatMap(word -> {
            String id = words.departmentByWord().get(word);
            Optional<Department> found = municipality.departments().stream()
                    .filter(each -> each.id().equals(id))
                    .findFirst();
            if (found.isEmpty()) {
                fault("department", "この課は自治体文書にありません", "the municipality document has no such department");
            }
            return found;
        });
    }

    boolean has(String column) {
        return row.cell(column) != null;
    }

    @Nullable
    LocalDate day(String column) {
        String written = text(column, LONGEST_NAME, false).orElse(null);
        if (written == null) {
            return null;
        }
        LocalDate day = read(written);
        if (day == null || day.isBefore(EARLIEST) || day.isAfter(LATEST)) {
            fault(
                    column,
                    "日付は 2026-04-01、R8.4.1、令和8年4月1日 のように書いてください",
                    "a day is written 2026-04-01, R8.4.1 or 令和8年4月1日");
            return null;
        }
        return day;
    }

    private static @Nullable LocalDate read(String written) {
        try {
            return DAYS.parse(written, PeriodKind.AS_OF_DAY) instanceof Day day ? day.date() : null;
        } catch (NotationException | DateTimeException e) {
            return null;
        }
    }

    Optional<String> note() {
        return text("note", LONGEST_NOTE, false);
    }

    /** What PostgreSQL and XML cannot hold, and what nobody sees, is no text. */
    private Optional<String> text(String column, int longest, boolean needed) {
        String cell = row.cell(column);
        if (cell == null) {
            if (needed) {
                fault(column, "空欄にはできません", "this cannot be empty");
            }
            return Optional.empty();
        }
        if (cell.length() > longest) {
            fault(column, longest + "文字までです", "at most " + longest + " characters are possible");
            return Optional.empty();
        }
        if (cell.codePoints().anyMatch(Cells::isNoText)) {
            fault(column, "使えない文字（制御文字など）があります", "there are characters that are no text");
            return Optional.empty();
        }
        return Optional.of(cell);
    }

    private static boolean isNoText(int character) {
        int type = Character.getType(character);
        return type == Character.CONTROL || type == Character.SURROGATE;
    }

    void fault(String column, String ja, String en) {
        faults.add(row.fault(column, ja, en));
    }
}
