package jp.shirube.plan.municipality.document;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jp.shirube.document.DocumentEdit;
import jp.shirube.document.DocumentEdit.Edited;
import jp.shirube.document.ReadDocument;
import jp.shirube.plan.municipality.Department;
import jp.shirube.plan.municipality.Department.DatedName;
import jp.shirube.plan.municipality.Municipality;
import jp.shirube.plan.municipality.Reorganisation;
import jp.shirube.plan.municipality.Reorganisation.Into;
import jp.shirube.plan.municipality.Reorganisation.Merge;
import jp.shirube.plan.municipality.Reorganisation.Reassign;
import jp.shirube.plan.municipality.Reorganisation.Rename;
import jp.shirube.plan.municipality.Reorganisation.Split;
import jp.shirube.problem.Fault;
import jp.shirube.problem.ProblemException;
import jp.shirube.problem.ProblemType;
import org.jspecify.annotations.Nullable;

/** Makes the next municipality document of a reorganisation: what was gets its last day, what is new is added, nothing else changes. */
public final class Reorganising {

    private final Municipality municipality;
    private final Reorganisation reorganisation;
    private final ReadDocument request;
    private final DocumentEdit edit;
    private final List<Fault> faults = new ArrayList<>();
    private final Map<String, Integer> places = new HashMap<>();
    private final Map<String, String> words;
    private final Set<String> begun = new HashSet<>();
    private final Set<String> ended = new HashSet<>();
    private final Set<String> changed = new HashSet<>();

    private Reorganising(
            Municipality municipality, Reorganisation reorganisation, ReadDocument request, String document) {
        this.municipality = municipality;
        this.reorganisation = reorganisation;
        this.request = request;
        this.edit = new DocumentEdit(document);
        this.words = new HashMap<>(municipality.vocabulary().departmentByWord());
        for (int i = 0; i < municipality.departments().size(); i++) {
            places.put(municipality.departments().get(i).id(), i);
        }
    }

    /**
     * @param document of the municipality, as it was sent
     * @param request the reorganisation, for the places of its faults
     * @throws ProblemException with every fault
     */
    public static Edited apply(
            Municipality municipality, String document, Reorganisation reorganisation, ReadDocument request) {
        return new Reorganising(municipality, reorganisation, request, document).apply();
    }

    private Edited apply() {
        for (int i = 0; i < reorganisation.changes().size(); i++) {
            becomes("/changes/" + i, reorganisation.changes().get(i));
        }
        Reassigning reassigning = new Reassigning(municipality, reorganisation, edit, this::isThere, this::fault);
        for (int i = 0; i < reorganisation.changes().size(); i++) {
            String at = "/changes/" + i;
            switch (reorganisation.changes().get(i)) {
                case Rename rename -> rename(at, rename);
                case Merge merge -> {}
                case Split split -> reassigning.split(at, split);
                case Reassign reassign -> reassigning.reassign(at, reassign.indicator(), reassign.department());
            }
        }
        if (!faults.isEmpty()) {
            throw new ProblemException(ProblemType.INVALID, faults);
        }
        return edit.finish();
    }

    /** What ends and what begins, before anything is given to it. */
    private void becomes(String at, Reorganisation.Change change) {
        switch (change) {
            case Merge merge -> {
                into(at + "/into", merge.into());
                List<String> ending = merge.departments().stream()
                        .filter(id -> !id.equals(merge.into().id()))
                        .toList();
                if (ending.isEmpty()) {
                    fault(at + "/departments", "統合する課がありません", "nothing is merged");
                }
                for (String id : ending) {
                    end(
                            at + "/departments/" + merge.departments().indexOf(id),
                            id,
                            List.of(merge.into().id()));
                }
            }
            case Split split -> {
                for (int i = 0; i < split.into().size(); i++) {
                    into(at + "/into/" + i, split.into().get(i));
                }
                List<String> ids = split.into().stream().map(Into::id).toList();
                if (Set.copyOf(ids).size() < ids.size()) {
                    fault(at + "/into", "同じ課が二度書かれています", "a department stands twice");
                } else if (!ids.contains(split.department())) {
                    end(at + "/department", split.department(), ids);
                }
            }
            case Rename rename -> {}
            case Reassign reassign -> {}
        }
    }

    private void rename(String at, Rename rename) {
        Department department = present(at + "/department", rename.department());
        if (department == null || isChangedTwice(at + "/department", rename.department())) {
            return;
        }
        DatedName last = department.names().getLast();
        if (last.name().equals(rename.name())) {
            fault(at + "/name", "すでにその名称です", "that is its name already");
        } else if (last.to() != null && !last.to().isBefore(reorganisation.day())) {
            fault(
                    at + "/department",
                    "いまの名称は" + last.to() + "までと書かれています",
                    "its present name is stated to end on " + last.to());
        } else if (last.from() != null && !last.from().isBefore(reorganisation.day())) {
            fault(
                    at + "/department",
                    "「" + last.name() + "」という名称が" + last.from() + "からと書かれています",
                    "a name is stated to begin on " + last.from());
        } else if (takesName(at + "/name", rename.department(), rename.name())) {
            String place = "/departments/" + places.get(rename.department());
            if (last.to() == null) {
                edit.put(place + "/names/" + (department.names().size() - 1), "to", day(reorganisation.lastDay()));
            }
            edit.append(
                    place,
                    "names",
                    name(rename.name()).put("from", reorganisation.day().toString()));
        }
    }

    private void end(String at, String id, List<String> successors) {
        Department department = present(at, id);
        if (department == null || isChangedTwice(at, id)) {
            return;
        }
        ended.add(id);
        if (department.to() != null) {
            fault(at, "すでに" + department.to() + "に終わると書かれています", "it is stated to end on " + department.to());
        } else if (!department.successors().isEmpty()) {
            fault(at, "引き継ぐ課がすでに書かれています。文書を直してください", "it names its successors already; change the document");
        } else {
            String place = "/departments/" + places.get(id);
            edit.put(place, "to", day(reorganisation.lastDay()));
            successors.forEach(successor -> edit.append(place, "successors", TextNode.valueOf(successor)));
        }
    }

    private void into(String at, Into into) {
        Department there = find(into.id());
        if (there != null) {
            if (!there.office().existsOn(reorganisation.day())) {
                fault(at + "/id", "課「" + into.id() + "」はその日にありません", "the department does not exist that day");
            } else if (into.name() != null && !into.name().equals(there.presentName())) {
                fault(at + "/name", "すでにある課です。改称はRENAMEで書いてください", "the department exists; RENAME it");
            }
            return;
        }
        if (begun.contains(into.id())) {
            return;
        }
        if (into.name() == null) {
            fault(
                    at,
                    "課「" + into.id() + "」はありません。新しい課にはnameを書いてください",
                    "no department " + into.id() + "; a new one has a name");
            return;
        }
        if (into.partOf() != null && find(into.partOf()) == null) {
            fault(at + "/partOf", "課「" + into.partOf() + "」はありません", "no department " + into.partOf());
        }
        begun.add(into.id());
        if (takesName(at + "/id", into.id(), into.id()) && takesName(at + "/name", into.id(), into.name())) {
            ObjectNode department = JsonNodeFactory.instance.objectNode().put("id", into.id());
            department.putArray("names").add(name(into.name()));
            if (into.partOf() != null) {
                department.put("partOf", into.partOf());
            }
            edit.append(
                    "",
                    "departments",
                    department.put("from", reorganisation.day().toString()));
        }
    }

    private boolean takesName(String at, String id, String name) {
        String owner = words.putIfAbsent(name, id);
        if (owner == null || owner.equals(id)) {
            return true;
        }
        fault(at, "「" + name + "」は課「" + owner + "」の名称です", name + " names the department " + owner);
        return false;
    }

    /** Whether something can be given to it that day. */
    private boolean isThere(String id) {
        Department department = find(id);
        return begun.contains(id)
                || department != null && department.office().existsOn(reorganisation.day()) && !ended.contains(id);
    }

    /** The department as it was the day before, with a fault where it was none. */
    private @Nullable Department present(String at, String id) {
        Department department = find(id);
        if (department == null) {
            fault(at, "課「" + id + "」はありません", "no department " + id);
        } else if (!department.office().existsOn(reorganisation.lastDay())) {
            fault(
                    at,
                    "課「" + id + "」は" + reorganisation.lastDay() + "にありません",
                    "the department does not exist on " + reorganisation.lastDay());
            return null;
        }
        return department;
    }

    private boolean isChangedTwice(String at, String id) {
        if (changed.add(id)) {
            return false;
        }
        fault(at, "課「" + id + "」が二つの変更に書かれています", "the department stands in two changes");
        return true;
    }

    private @Nullable Department find(String id) {
        Integer place = places.get(id);
        return place == null ? null : municipality.departments().get(place);
    }

    private static ObjectNode name(String name) {
        return JsonNodeFactory.instance.objectNode().put("name", name);
    }

    private static TextNode day(LocalDate day) {
        return TextNode.valueOf(day.toString());
    }

    private void fault(String pointer, String ja, String en) {
        faults.add(request.fault(pointer, ja, en));
    }
}
