package jp.shirube.kpi.collection.screens;

import java.util.List;
import java.util.Set;
import jp.shirube.problem.Language;

/** Pages as a department and the planning office of a town meet them. */
final class Shown {

    private static final String TOWN = "/collection/520306";
    private static final String ROUND = TOWN + "/rounds/r7";
    private static final String ITEM = ROUND + "/items/indicator%3Amigrants%3AFY2025";
    static final RoundHead HEAD =
            new RoundHead("令和7年度の実績照会", "令和7年度", "2026年6月30日", false, "決算の数字で答えてください。", ROUND, TOWN);

    private Shown() {}

    static StartScreen start() {
        return new StartScreen(
                List.of(
                        new StartScreen.Asked(
                                "令和7年度の実績照会",
                                "令和7年度",
                                "2026年6月30日",
                                true,
                                ROUND,
                                12,
                                7,
                                List.of(new StartScreen.Desk("地域振興課", ROUND + "/departments/chiiki", 3, 2))),
                        new StartScreen.Asked("令和6年度の実績照会", "令和6年度", "2025年6月30日", false, "", 4, 4, List.of())),
                true,
                TOWN,
                new StartScreen.Opening("R7", "", "2026-06-30", "", true, Set.of("sogo"), Set.of(), "ALL"),
                new StartScreen.Choices(
                        List.of(new Choice("sogo", "総合計画", true)),
                        List.of(new Choice("chiiki", "地域振興課", false), new Choice("zeimu", "税務課", false)),
                        List.of(new Choice("ALL", "すべての取組", true), new Choice("NONE", "照会しない", false))),
                new StartScreen.Preview(
                        "令和7年度実績照会",
                        2,
                        1,
                        List.of(new StartScreen.OfDepartment("地域振興課", 2, List.of("移住者数", "窓口の見直し")))),
                List.of(new Refusal("title", "名前を入れてください。")));
    }

    static RoundScreen round(Language language) {
        return new RoundScreen(
                HEAD,
                ROUND,
                List.of(new Fact("照会した項目", "12"), new Fact("回答済み", "7")),
                List.of(
                        new RoundScreen.DepartmentRow(
                                "地域振興課",
                                ROUND + "/departments/chiiki",
                                3,
                                1,
                                1,
                                1,
                                0,
                                ROUND + "/departments/chiiki/form"),
                        new RoundScreen.DepartmentRow("税務課", ROUND + "/departments/zeimu", 9, 6, 0, 0, 5, "")),
                ROUND + "/forms",
                "/api/kpi/v1/municipalities/520306/collection-rounds/r7/items.csv",
                List.of(new Fact("あらかじめ入れた値", "8")),
                new RoundScreen.Filter(
                        List.of(new Choice("chiiki", "地域振興課", true), new Choice("zeimu", "税務課", false)),
                        List.of(new Choice("OPEN", "未回答", false)),
                        true),
                List.of(
                        new RoundScreen.ItemRow(
                                "indicator:migrants:FY2025@3",
                                true,
                                "移住者数",
                                "総合計画 施策 1-2",
                                ITEM,
                                "地域振興課",
                                new StateBadge("SUBMITTED", "▶", language.choose("提出済み", "submitted"), false),
                                "",
                                "24人",
                                List.of("前年の 10 倍です。"),
                                "20人"),
                        new RoundScreen.ItemRow(
                                "initiative:sogo:i1@1",
                                false,
                                "窓口の見直し",
                                "総合計画",
                                ROUND + "/items/initiative%3Asogo%3Ai1",
                                "税務課",
                                new StateBadge("RETURNED", "↩", language.choose("差し戻し", "returned"), true),
                                "単位が違います。",
                                "",
                                List.of(),
                                "")),
                true,
                ROUND + "/change",
                ROUND + "/reminders",
                ROUND + "/uploads",
                "Excel の様式か、その zip。",
                "",
                "1件を確認しました。",
                List.of(new Refusal("reason", "差し戻す理由を書いてください。")));
    }

    static DepartmentScreen department() {
        return new DepartmentScreen(
                HEAD,
                "地域振興課",
                ROUND + "/departments/chiiki",
                List.of(new Fact("残り", "2")),
                ITEM,
                List.of(new DepartmentScreen.ItemRow(
                        "移住者数",
                        "総合計画 施策 1-2",
                        ITEM,
                        new StateBadge("DRAFTED", "✎", "下書き", true),
                        "",
                        "24人",
                        List.of(),
                        List.of(new Past("R5", "18人", ""), new Past("R6", "20人", "速報")))),
                true,
                true,
                1,
                ROUND + "/departments/chiiki/form",
                ROUND + "/departments/chiiki/uploads",
                "送られてきた様式に記入したもの。",
                ROUND + "/reminders",
                "chiiki",
                "",
                List.of());
    }

    /** An indicator with a numerator and a denominator, refused with what was typed. */
    static ItemScreen indicator() {
        List<Choice> reasons =
                List.of(new Choice("NOT_SURVEYED", "調査なし", false), new Choice("NOT_PUBLISHED", "未公表", true));
        return item(
                true,
                new ItemScreen.Answering(
                        List.of(
                                new ItemScreen.Figure(
                                        "components-0-value",
                                        "components-0-missingReason",
                                        "components-0-name",
                                        "女性の委員",
                                        "女性の委員",
                                        "人",
                                        "<三十>",
                                        reasons,
                                        "整数",
                                        "数字として読めません: <三十>"),
                                new ItemScreen.Figure(
                                        "components-1-value",
                                        "components-1-missingReason",
                                        "components-1-name",
                                        "委員",
                                        "委員",
                                        "人",
                                        "91",
                                        reasons,
                                        "",
                                        "")),
                        true,
                        false,
                        "",
                        "33.0%",
                        new ItemScreen.Chosen(
                                List.of(new Choice("FINAL", "確定", true), new Choice("PROVISIONAL", "暫定・速報", false)),
                                ""),
                        null,
                        texts(),
                        new ItemScreen.Chosen(List.of(new Choice("EXPAND", "拡充", false)), "選んでください。")),
                List.of(new Refusal("components-0-value", "女性の委員: 数字として読めません"), new Refusal("", "ほかの人が先に保存しました。")));
    }

    static ItemScreen initiative() {
        return item(
                true,
                new ItemScreen.Answering(
                        List.of(),
                        false,
                        false,
                        "",
                        "",
                        new ItemScreen.Chosen(List.of(), ""),
                        new ItemScreen.Chosen(
                                List.of(new Choice("ON_SCHEDULE", "計画どおり", false), new Choice("BEHIND", "遅れ", true)),
                                "選んでください。"),
                        texts(),
                        new ItemScreen.Chosen(List.of(new Choice("EXPAND", "拡充", false)), "")),
                List.of());
    }

    /** What it is to whom may only read. */
    static ItemScreen read() {
        return item(false, indicator().answer(), List.of());
    }

    private static List<ItemScreen.Words> texts() {
        return List.of(
                new ItemScreen.Words("selfEvaluation", "自己評価", "おおむね順調", 3, "うまくいったこと、いかなかったこと", ""),
                new ItemScreen.Words("explanation", "説明", "", 2, "", "説明を書いてください。"),
                new ItemScreen.Words("note", "備考", "", 2, "", ""));
    }

    private static ItemScreen item(boolean mayWrite, ItemScreen.Answering answer, List<Refusal> refusals) {
        return new ItemScreen(
                HEAD,
                "地域振興課",
                ROUND + "/departments/chiiki",
                ITEM,
                ITEM + "/draft",
                "審議会の女性登用率",
                "総合計画 施策 1-2",
                "令和7年度の値",
                4,
                new StateBadge("RETURNED", "↩", "差し戻し", true),
                "単位が違います。",
                List.of(new Fact("実績値", "32.8")),
                mayWrite,
                mayWrite,
                mayWrite,
                !mayWrite,
                true,
                answer,
                List.of(new Fact("実績値", "32.8%")),
                List.of("前年より 12.8 ポイント高くなっています。"),
                List.of(new Past("R5", "31.0%", ""), new Past("R6", "32.8%", "速報")),
                List.of(new ItemScreen.Place("総合計画", "施策 1-2 ともに", "女性登用率", "28.9% (R4)", "40%")),
                List.of(new Fact("単位", "%"), new Fact("数え方", "年度ごと")),
                List.of(new ItemScreen.Evidence(
                        "名簿.pdf", ITEM + "/evidence/abc", "12 KB", "山形 太郎", ITEM + "/evidence/abc/removal")),
                "PDF、Excel、画像。10 MB まで。",
                List.of(
                        new ItemScreen.Comment(1, false, "企画 花子", "6月1日 10:32", "分母は何人ですか。"),
                        new ItemScreen.Comment(2, true, "山形 太郎", "6月2日 9:00", "91人です。")),
                new ItemScreen.Comment(1, false, "企画 花子", "6月1日 10:32", "分母は何人ですか。"),
                List.of(new ItemScreen.Step("差し戻し", "6月1日 10:32", "企画 花子", "単位が違います。")),
                "",
                ROUND + "/items/initiative%3Asogo%3Ai1",
                "",
                "",
                "保存しました 10:32",
                "",
                refusals);
    }

    static ChangeScreen change() {
        return new ChangeScreen(
                HEAD,
                ROUND + "/change",
                "3",
                "",
                "2026-06-30",
                "決算の数字で答えてください。",
                true,
                List.of(new Refusal("title", "名前を書いてください。")));
    }

    static DifferenceScreen difference() {
        return new DifferenceScreen(
                HEAD,
                ROUND + "/departments/chiiki",
                "地域振興課",
                ROUND + "/uploads/1",
                "地域振興課.xlsx",
                List.of(new Fact("新しい値", "1"), new Fact("誤り", "1")),
                true,
                1,
                1,
                true,
                List.of(new DifferenceScreen.Row(
                        "移住者数", "実績値", "CONFLICT", "⚠", "食い違い", "25", "24", "あとから 25 が入っています。", "シート「様式」 F12")),
                List.of(new DifferenceScreen.FaultRow("様式", "F13", "数字として読めません: 三十")),
                ROUND + "/uploads/1/annotated",
                "1件を取り込みました。",
                List.of());
    }
}
