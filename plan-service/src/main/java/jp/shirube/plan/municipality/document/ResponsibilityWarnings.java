package jp.shirube.plan.municipality.document;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import jp.shirube.document.ReadDocument;
import jp.shirube.plan.municipality.Department;
import jp.shirube.plan.municipality.Municipality;
import jp.shirube.plan.municipality.Responsibility;
import jp.shirube.plan.municipality.Warning;
import org.jspecify.annotations.Nullable;

/** What is odd about departments and responsibilities over time, but may well be meant: days are often unknown, and a responsibility follows. */
public final class ResponsibilityWarnings {

    private final ReadDocument document;
    private final List<Warning> warnings = new ArrayList<>();

    private ResponsibilityWarnings(ReadDocument document) {
        this.document = document;
    }

    public static List<Warning> of(Municipality municipality, ReadDocument document) {
        ResponsibilityWarnings found = new ResponsibilityWarnings(document);
        Map<String, Department> byId = municipality.departments().stream()
                .collect(Collectors.toMap(Department::id, Function.identity(), (first, second) -> first));
        for (int i = 0; i < municipality.departments().size(); i++) {
            found.department("/departments/" + i, municipality.departments().get(i), byId);
        }
        for (int i = 0; i < municipality.responsibilities().size(); i++) {
            Responsibility responsibility = municipality.responsibilities().get(i);
            Department department = byId.get(responsibility.department());
            if (department != null) {
                found.responsibility("/responsibilities/" + i, responsibility, department);
            }
        }
        return found.warnings;
    }

    private void department(String at, Department department, Map<String, Department> byId) {
        if (!department.successors().isEmpty() && department.to() == null) {
            warn(
                    at + "/successors",
                    "引き継ぐ課がありますが、終わりの日（to）がありません。担当は引き継がれません",
                    "it has successors but no last day: nothing passes on to them");
        }
        for (int s = 0; s < department.successors().size(); s++) {
            Department successor = byId.get(department.successors().get(s));
            if (successor != null
                    && department.to() != null
                    && isBefore(department.to().plusDays(1), successor.from())) {
                warn(
                        at + "/successors/" + s,
                        "引き継ぐ課「" + successor.id() + "」は、" + successor.from() + "まで始まりません",
                        "the successor " + successor.id() + " does not begin until " + successor.from());
            }
        }
    }

    private void responsibility(String at, Responsibility responsibility, Department department) {
        if (isBefore(responsibility.from(), department.from())) {
            warn(
                    at + "/from",
                    "課「" + department.id() + "」は" + department.from() + "に始まります。それまでは担当になりません",
                    "the department " + department.id() + " begins on " + department.from()
                            + "; it does not report before");
        }
        if (isBefore(department.to(), responsibility.from())) {
            warn(
                    at + "/from",
                    "課「" + department.id() + "」は" + department.to() + "に終わっています。引き継いだ課が担当になります",
                    "the department " + department.id() + " ended on " + department.to() + "; its successor reports");
        }
        if (isBefore(department.to(), responsibility.to())) {
            warn(
                    at + "/to",
                    "課「" + department.id() + "」は" + department.to() + "に終わっています。その後は引き継いだ課が担当になります",
                    "the department " + department.id() + " ended on " + department.to()
                            + "; then its successor reports");
        }
    }

    private static boolean isBefore(@Nullable LocalDate one, @Nullable LocalDate other) {
        return one != null && other != null && one.isBefore(other);
    }

    private void warn(String pointer, String ja, String en) {
        warnings.add(new Warning(pointer, document.line(pointer), ja, en));
    }
}
