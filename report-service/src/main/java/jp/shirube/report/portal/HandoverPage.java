package jp.shirube.report.portal;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import jp.shirube.report.handover.Handover;
import jp.shirube.report.handover.Handover.HandedOver;
import jp.shirube.report.handover.Handover.Named;
import jp.shirube.report.handover.Handover.Owned;
import jp.shirube.report.handover.Handover.Promised;
import jp.shirube.report.handover.Handover.Reported;
import jp.shirube.report.handover.Handovers;
import jp.shirube.report.portal.PlanPage.NamedText;
import org.jspecify.annotations.Nullable;

/** 引継書, to be printed and signed. */
@ApplicationScoped
class HandoverPage {

    /**
     * @param error what is wrong with the day asked for; empty when nothing is
     * @param csvHref the same as a table
     */
    record HandoverPageView(
            String municipality,
            String municipalityHref,
            String department,
            String action,
            String on,
            String day,
            String drawnUp,
            String error,
            List<NamedText> facts,
            List<OwnedView> owns,
            List<HandedOverView> handsOver,
            String csvHref) {}

    record OwnedView(
            String name,
            String href,
            String unit,
            String since,
            List<String> targets,
            List<String> due,
            @Nullable ReportedView last) {}

    record ReportedView(
            String period, String value, String who, String note, String evidence, List<String> corrections) {}

    record HandedOverView(String name, String href, String from, String to) {}

    private final Handovers handovers;
    private final jp.shirube.report.handover.Words words = new jp.shirube.report.handover.Words();

    HandoverPage(Handovers handovers) {
        this.handovers = handovers;
    }

    HandoverPageView view(String municipality, String department, @Nullable LocalDate on, String error) {
        Handover handover = handovers.of(municipality, department, on);
        Address here = Address.ofHandover(municipality, department);
        return new HandoverPageView(
                handover.municipalityName(),
                "/municipalities/" + municipality,
                handover.department().name(),
                here.href(),
                handover.on().toString(),
                Words.day(handover.on()),
                Words.day(handover.drawnUpOn()),
                error,
                facts(handover.department()),
                handover.owns().stream()
                        .map(owned -> owned(municipality, owned))
                        .toList(),
                handover.handsOver().stream()
                        .map(handed -> handedOver(municipality, handed))
                        .toList(),
                Address.ofHandoverTable(municipality, department)
                        .with("on", handover.on().toString())
                        .href());
    }

    private static List<NamedText> facts(Handover.Department department) {
        List<NamedText> facts = new ArrayList<>();
        String life = Words.span(department.from(), department.to());
        add(facts, "課の期間", life);
        add(facts, "前の課", names(department.predecessors()));
        add(facts, "引き継ぐ課", names(department.successors()));
        return facts;
    }

    private static void add(List<NamedText> facts, String name, String text) {
        if (!text.isEmpty()) {
            facts.add(new NamedText(name, text));
        }
    }

    private static String names(List<Named> departments) {
        return departments.stream().map(Named::name).collect(Collectors.joining("、"));
    }

    private OwnedView owned(String municipality, Owned owned) {
        return new OwnedView(
                owned.name(),
                Address.ofIndicator(municipality, owned.indicator()).href(),
                owned.unit(),
                since(owned),
                owned.targets().stream().map(this::target).toList(),
                due(owned.due()),
                owned.lastReported() == null ? null : reported(owned.lastReported(), owned.unit()));
    }

    private static String since(Owned owned) {
        LocalDate since = owned.since();
        Named from = owned.receivedFrom();
        String day = since == null ? "始まりの日は不明" : Words.day(since) + "から";
        return from == null ? day : day + "（" + from.name() + "から引き継ぎ）";
    }

    private String target(Promised target) {
        String period = words.period(target.period());
        return target.planName() + "「" + target.name() + "」 目標 " + target.printed()
                + (period.isEmpty() ? "" : "（" + period + "）");
    }

    private List<String> due(Handover.Due due) {
        List<String> lines = new ArrayList<>();
        if (!due.missing().isEmpty()) {
            lines.add("未報告：" + words.periods(due.missing()));
        }
        LocalDate known = due.usuallyKnown();
        if (known != null) {
            lines.add("次：" + words.period(due.next()) + "の値（" + Words.day(known) + "まで）");
        }
        if (!due.goals().isEmpty()) {
            lines.add("目標の期間：" + words.periods(due.goals()));
        }
        return lines;
    }

    private ReportedView reported(Reported last, String unit) {
        Named department = last.department();
        String status = words.status(last.status());
        return new ReportedView(
                words.period(last.period()),
                words.value(last)
                        + (last.value() != null && last.components().isEmpty() ? unit : "")
                        + (status.isEmpty() ? "" : "（" + status + "）"),
                Words.day(last.recordedOn()) + " " + last.recordedBy()
                        + (department == null ? "" : "（" + department.name() + "）"),
                last.note() == null ? "" : last.note(),
                last.evidence() == null ? "" : last.evidence(),
                last.corrections().stream().map(words::correction).toList());
    }

    private static HandedOverView handedOver(String municipality, HandedOver handed) {
        Named to = handed.to();
        return new HandedOverView(
                handed.name(),
                Address.ofIndicator(municipality, handed.indicator()).href(),
                Words.day(handed.from()),
                to == null ? "担当なし（" + handed.ja() + "）" : to.name());
    }
}
