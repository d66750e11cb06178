package jp.shirube.plan.municipality.document;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import jp.shirube.plan.municipality.Department;
import jp.shirube.plan.municipality.Department.DatedName;
import jp.shirube.plan.municipality.document.GradedByForm.Faults;
import org.jspecify.annotations.Nullable;

/** What departments must hold to: ids, names, days, and what they became. A day that is unknown contradicts nothing. */
final class DepartmentRules {

    private final List<Department> departments;
    private final Faults faults;
    private final Map<String, Department> byId = new HashMap<>();

    DepartmentRules(List<Department> departments, Faults faults) {
        this.departments = departments;
        this.faults = faults;
    }

    void check() {
        Map<String, String> ownerOfWord = new HashMap<>();
        for (int i = 0; i < departments.size(); i++) {
            Department department = departments.get(i);
            String at = "/departments/" + i;
            if (byId.putIfAbsent(department.id(), department) != null) {
                twice(at + "/id", department.id());
            }
            department.words().forEach(word -> {
                String owner = ownerOfWord.putIfAbsent(word, department.id());
                if (owner != null && !owner.equals(department.id())) {
                    faults.fault(
                            at + "/names",
                            "「" + word + "」は課「" + owner + "」の名称でもあります。idで区別してください",
                            word + " also names the department " + owner);
                }
            });
            endsAfterItBegins(at, department.from(), department.to());
            names(at, department);
        }
        for (int i = 0; i < departments.size(); i++) {
            partOf("/departments/" + i, departments.get(i));
            successors("/departments/" + i, departments.get(i));
        }
    }

    private void names(String at, Department department) {
        LocalDate lastFrom = null;
        LocalDate lastTo = null;
        for (int n = 0; n < department.names().size(); n++) {
            DatedName name = department.names().get(n);
            String here = at + "/names/" + n;
            endsAfterItBegins(here, name.from(), name.to());
            if (isBefore(name.from(), department.from()) || isBefore(department.to(), name.from())) {
                outside(here + "/from", name);
            }
            if (isBefore(department.to(), name.to()) || isBefore(name.to(), department.from())) {
                outside(here + "/to", name);
            }
            if (isBefore(name.from(), lastFrom) || isBefore(name.to(), lastFrom)) {
                faults.fault(here, "名称は古いものから順に書いてください", "names are written in order of time");
            } else if (lastTo != null && name.from() != null && !lastTo.isBefore(name.from())) {
                faults.fault(
                        here + "/from",
                        "前の名称の最後の日（" + lastTo + "）までと重なります",
                        "it overlaps with the name before, which lasts until " + lastTo);
            }
            lastFrom = name.from() == null ? lastFrom : name.from();
            lastTo = name.to() == null ? lastTo : name.to();
        }
    }

    private void outside(String pointer, DatedName name) {
        faults.fault(
                pointer,
                "名称「" + name.name() + "」の期間が、課の始めの日から終わりの日までの外にあります",
                "the department does not exist then: " + name.name());
    }

    private void partOf(String at, Department department) {
        if (department.partOf() == null) {
            return;
        }
        if (!byId.containsKey(department.partOf())) {
            unknown(at + "/partOf", department.partOf());
        } else if (reaches(department, one -> Stream.ofNullable(one.partOf()))) {
            faults.fault(at + "/partOf", "所属が循環しています", "it would belong to itself");
        }
    }

    private void successors(String at, Department department) {
        Set<String> seen = new HashSet<>();
        for (int s = 0; s < department.successors().size(); s++) {
            String id = department.successors().get(s);
            String here = at + "/successors/" + s;
            Department successor = byId.get(id);
            if (!seen.add(id)) {
                twice(here, id);
            } else if (successor == null) {
                unknown(here, id);
            } else if (successor == department || reaches(successor, department.id())) {
                faults.fault(here, "引き継ぎが循環しています", "it would succeed itself");
            } else if (department.to() != null
                    && successor.to() != null
                    && !department.to().isBefore(successor.to())) {
                faults.fault(
                        here,
                        "引き継ぐ課「" + id + "」は、この課より後まで続いていません（" + successor.to() + "まで）",
                        "the successor " + id + " does not outlive it: it ends on " + successor.to());
            }
        }
    }

    private boolean reaches(Department from, String id) {
        Function<Department, Stream<String>> next = one -> one.successors().stream();
        return walk(from, next).contains(id);
    }

    private boolean reaches(Department department, Function<Department, Stream<String>> next) {
        return walk(department, next).contains(department.id());
    }

    /** Every id that is reached from it by at least one step. */
    private Set<String> walk(Department from, Function<Department, Stream<String>> next) {
        Set<String> reached = new HashSet<>();
        Set<String> open = new HashSet<>(next.apply(from).toList());
        while (!open.isEmpty()) {
            String id = open.iterator().next();
            open.remove(id);
            Department department = byId.get(id);
            if (reached.add(id) && department != null) {
                next.apply(department).forEach(open::add);
            }
        }
        return reached;
    }

    private void endsAfterItBegins(String at, @Nullable LocalDate from, @Nullable LocalDate to) {
        if (isBefore(to, from)) {
            faults.fault(at + "/to", "終わりの日が始めの日より前です", "it ends before it begins");
        }
    }

    private static boolean isBefore(@Nullable LocalDate one, @Nullable LocalDate other) {
        return one != null && other != null && one.isBefore(other);
    }

    private void twice(String pointer, String id) {
        faults.fault(pointer, "同じものが二度書かれています: " + id, "it stands twice: " + id);
    }

    private void unknown(String pointer, String id) {
        faults.fault(pointer, "課「" + id + "」はこの文書にありません", "no department " + id + " in this document");
    }
}
