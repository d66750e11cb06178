package jp.shirube.kpi.collection.screens;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jp.shirube.access.Caller;
import jp.shirube.access.CurrentCaller;
import jp.shirube.access.Permission;
import jp.shirube.kpi.collection.Round;
import jp.shirube.kpi.collection.application.Difference;
import jp.shirube.kpi.collection.application.ShowRound;
import jp.shirube.kpi.collection.form.FormFault;
import jp.shirube.kpi.collection.form.ReadForm;

/** Shows what files would change, before they do. */
@ApplicationScoped
class DifferencePage {

    private final ShowRound rounds;
    private final CurrentCaller caller;
    private final Reader reader;

    DifferencePage(ShowRound rounds, CurrentCaller caller, Reader reader) {
        this.rounds = rounds;
        this.caller = caller;
        this.reader = reader;
    }

    DifferenceScreen show(
            String municipality, String roundId, Difference difference, String said, List<Refusal> refusals) {
        Caller who = caller.get();
        ShowRound.Seen seen = rounds.show(who, municipality, roundId, null);
        Round round = seen.round();
        Speech speech = reader.speech();
        Map<Difference.Kind, Long> counts = difference.counts();
        int changes = (int)
                difference.changes().stream().filter(Difference.Change::applies).count();
        int conflicts = counts.getOrDefault(Difference.Kind.CONFLICT, 0L).intValue();
        boolean overview = who.mayForAll(Permission.READ_ROUND);
        String department = department(difference);
        String here =
                Addresses.upload(municipality, roundId, difference.upload().toString());
        List<DifferenceScreen.FaultRow> faults = faults(difference, speech);
        return new DifferenceScreen(
                RoundHead.of(round, seen.today(), overview, speech),
                back(municipality, roundId, department, overview),
                overview ? round.title() : speech.choose("課の項目", "Your items"),
                here,
                difference.files().stream().map(ReadForm::file).distinct().collect(Collectors.joining("、")),
                counts.entrySet().stream()
                        .map(each -> new Fact(speech.kind(each.getKey()), String.valueOf(each.getValue())))
                        .toList(),
                changes + conflicts > 0,
                changes,
                conflicts,
                !round.approval() || who.may(Permission.RUN_ROUND),
                difference.changes().stream()
                        .flatMap(change -> rows(change, speech))
                        .toList(),
                faults,
                difference.files().size() == 1 && !faults.isEmpty() && !department.isEmpty() ? here + "/annotated" : "",
                said,
                refusals);
    }

    /** Where whoever sent the files goes on. */
    String back(String municipality, String roundId, Difference difference) {
        return back(municipality, roundId, department(difference), caller.get().mayForAll(Permission.READ_ROUND));
    }

    private static String back(String municipality, String roundId, String department, boolean overview) {
        if (overview) {
            return Addresses.round(municipality, roundId);
        }
        return department.isEmpty()
                ? Addresses.start(municipality)
                : Addresses.department(municipality, roundId, department);
    }

    private static String department(Difference difference) {
        return difference.files().stream()
                .map(ReadForm::department)
                .filter(each -> !each.isEmpty())
                .findFirst()
                .orElse("");
    }

    /** What stays as it is, and nothing is to be said of, is counted only. */
    private static Stream<DifferenceScreen.Row> rows(Difference.Change change, Speech speech) {
        String remarks = change.remarks().stream()
                .map(remark -> speech.choose(remark.ja(), remark.en()))
                .distinct()
                .collect(Collectors.joining(" "));
        String comment = change.comment().isEmpty()
                ? ""
                : speech.choose("企画部門への連絡：", "To the planning office: ") + change.comment();
        String said = (remarks + " " + comment).strip();
        if (change.fields().isEmpty()) {
            return change.kind() == Difference.Kind.UNCHANGED && said.isEmpty()
                    ? Stream.empty()
                    : Stream.of(row(change, "", "", "", said, speech));
        }
        return change.fields().stream()
                .map(field -> row(
                        change,
                        (speech.choose(field.field().heading(), field.field().english()) + " " + field.component())
                                .strip(),
                        field.before(),
                        field.after(),
                        field.equals(change.fields().getFirst()) ? said : "",
                        speech));
    }

    private static DifferenceScreen.Row row(
            Difference.Change change, String field, String before, String after, String remark, Speech speech) {
        String symbol = switch (change.kind()) {
            case NEW -> "＋";
            case CHANGED -> "→";
            case UNCHANGED -> "＝";
            case CONFLICT -> "⚠";
            case REJECTED -> "✕";
        };
        return new DifferenceScreen.Row(
                change.name().isEmpty() ? change.item() : change.name(),
                field,
                change.kind().name(),
                symbol,
                speech.kind(change.kind()),
                before,
                after,
                remark,
                change.sheet() + " " + speech.choose(change.row() + "行", "row " + change.row()));
    }

    private static List<DifferenceScreen.FaultRow> faults(Difference difference, Speech speech) {
        List<DifferenceScreen.FaultRow> faults = new ArrayList<>();
        for (FormFault fault : difference.fileFaults()) {
            faults.add(
                    new DifferenceScreen.FaultRow(fault.sheet(), fault.cell(), speech.choose(fault.ja(), fault.en())));
        }
        difference
                .unknown()
                .forEach(row -> faults.add(new DifferenceScreen.FaultRow(
                        row.sheet(),
                        row.cells().isEmpty() ? "" : row.cells().getFirst().reference(),
                        speech.choose(
                                row.number() + "行目はどの項目か分からないため、取り込みません。",
                                "Row " + row.number() + " belongs to no item and is not taken."))));
        for (Difference.Change change : difference.changes()) {
            for (Difference.Remark remark : change.remarks()) {
                if (remark.refused()) {
                    faults.add(new DifferenceScreen.FaultRow(
                            change.sheet(), remark.cell(), speech.choose(remark.ja(), remark.en())));
                }
            }
        }
        return faults;
    }
}
