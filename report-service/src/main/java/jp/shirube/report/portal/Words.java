package jp.shirube.report.portal;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import jp.shirube.notation.Day;
import jp.shirube.notation.Eras;
import jp.shirube.notation.FiscalYear;
import jp.shirube.notation.MissingReason;
import jp.shirube.notation.Period;
import jp.shirube.notation.PeriodNotation;
import jp.shirube.report.targets.KnownEditions.KnownEdition;
import org.jspecify.annotations.Nullable;

/** The words of the field, for what is stored in English; 和暦 throughout. */
final class Words {

    static final PeriodNotation PERIODS = new PeriodNotation(Eras.standard());

    private Words() {}

    static String text(JsonNode node, String field) {
        return node.path(field).asText("").strip();
    }

    static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(one -> texts.add(one.asText().strip()));
        return texts;
    }

    static String period(JsonNode canonical) {
        return canonical.isTextual() ? PERIODS.printShort(Period.ofCanonical(canonical.asText())) : "";
    }

    static String years(FiscalYear first, FiscalYear last) {
        return PERIODS.print(first) + "～" + PERIODS.print(last);
    }

    static String day(LocalDate day) {
        return PERIODS.print(new Day(day));
    }

    /** 2026年7月1日: where an official era would make a form's date hard to recognise. */
    static String westernDay(LocalDate day) {
        return day.getYear() + "年" + day.getMonthValue() + "月" + day.getDayOfMonth() + "日";
    }

    /** R6～R9 の累計: over what a goal is judged. */
    static String over(String period, String accumulation) {
        return switch (accumulation) {
            case "CUMULATIVE" -> (period + " の累計").strip();
            case "AVERAGE" -> (period + " の平均").strip();
            default -> period;
        };
    }

    /** A rate, or another figure a rule may look at. */
    static String rate(String name) {
        return switch (name) {
            case "achievementRate" -> "達成率";
            case "baselineProgress" -> "基準値からの進捗率";
            case "expectedRatio" -> "期待値比";
            case "scheduleProgress" -> "計画線比";
            case "fromBaseline" -> "基準値からの増減率";
            case "fromLastActual" -> "前の実績からの増減率";
            default -> name;
        };
    }

    /** 計画線: what is expected in the years before the goal's. */
    static String path(String path, String accumulation) {
        if (path.isEmpty()) {
            return "";
        }
        if (accumulation.equals("CUMULATIVE")) {
            return "目標の期間で均等に積み上げる";
        }
        return switch (path) {
            case "LINEAR" -> "基準値の年度から目標年度までの直線（中間目標があればそれを通る）";
            case "FROM_PLAN_START" -> "計画開始の前年度に基準値を置いた、目標年度までの直線";
            case "FLAT" -> "毎年、目標と同じ";
            case "STEP" -> "段階（中間目標ごと）";
            case "PROPORTION" -> "目標に対する計画年数の割合";
            default -> path;
        };
    }

    /** 「標準」第1版. */
    static String rule(JsonNode rule) {
        return rule.isObject()
                ? "「" + text(rule.path("name"), "ja") + "」第"
                        + rule.path("version").asLong() + "版"
                : "";
    }

    static String shortKind(String kind) {
        return switch (kind) {
            case "OUTCOME" -> "成果指標";
            case "ACTIVITY" -> "活動指標";
            default -> kind;
        };
    }

    static String kind(String kind) {
        return switch (kind) {
            case "KGI" -> "KGI（重要目標達成指標）";
            case "KPI" -> "KPI（重要業績評価指標）";
            case "OUTCOME" -> "成果指標";
            case "ACTIVITY" -> "活動指標";
            default -> kind;
        };
    }

    static String direction(String direction) {
        return switch (direction) {
            case "UP" -> "多い（高い）ほどよい";
            case "DOWN" -> "少ない（低い）ほどよい";
            case "NONE" -> "決められた範囲にあるのがよい";
            default -> direction;
        };
    }

    static String quantity(String quantity) {
        return switch (quantity) {
            case "FLOW" -> "期間中に生じた量（年度を越えて合計できます）";
            case "STOCK" -> "ある時点の量（年度を越えて合計しません）";
            case "RATIO" -> "割合（年度を越えて合計しません）";
            case "MEAN" -> "平均（年度を越えて合計しません）";
            case "INDEX" -> "指数（年度を越えて合計しません）";
            case "RANK" -> "順位（1位が最もよい）";
            default -> quantity;
        };
    }

    static String countedFor(JsonNode indicator) {
        return switch (text(indicator, "periodKind")) {
            case "FISCAL_YEAR" -> "年度ごと（4月から翌年3月まで）";
            case "CALENDAR_YEAR" -> "暦年ごと（1月から12月まで）";
            case "AS_OF_DAY" -> "ある日の時点" + countingDay(indicator.path("asOf"));
            default -> "";
        };
    }

    private static String countingDay(JsonNode asOf) {
        String[] monthAndDay = text(asOf, "day").split("-", -1);
        if (monthAndDay.length != 2) {
            return "";
        }
        String day = "（" + Integer.parseInt(monthAndDay[0]) + "月" + Integer.parseInt(monthAndDay[1]) + "日";
        return day + (text(asOf, "countsFor").equals("FISCAL_YEAR_BEFORE") ? "、その前日までの年度の値とする）" : "）");
    }

    static String figureStatus(String status) {
        return switch (status) {
            case "FINAL" -> "確定";
            case "PROVISIONAL" -> "速報（暫定）";
            case "ESTIMATE" -> "見込（判定に使いません）";
            default -> status;
        };
    }

    static String missing(String reason) {
        return switch (MissingReason.valueOf(reason)) {
            case BLANK -> "無回答";
            case NOT_APPLICABLE -> "該当なし";
            case NOT_SURVEYED -> "調査なし";
            case NOT_PUBLISHED -> "未公表";
            case DISCONTINUED -> "事業終了";
            case NOT_CALCULATED -> "－（算定なし）";
        };
    }

    static String noteKind(String kind) {
        return switch (kind) {
            case "MISPRINT" -> "誤植（印字のまま）";
            case "UNKNOWN" -> "不明";
            case "JUDGED" -> "判断したこと";
            default -> "備考";
        };
    }

    static boolean isAdopted(KnownEdition edition) {
        return edition.adoptedOn() != null;
    }

    static String standing(KnownEdition edition) {
        LocalDate adopted = edition.adoptedOn();
        if (adopted != null) {
            LocalDate inForce = edition.inForceFrom();
            return day(adopted) + " 採択"
                    + (inForce == null || inForce.equals(adopted) ? "" : "、" + day(inForce) + " から施行");
        }
        return text(edition.content(), "status").equals("PUBLIC_COMMENT") ? "案（採択前）・パブリックコメント" : "案（採択前）";
    }

    static String adoptionNote(KnownEdition edition) {
        return Objects.requireNonNullElse(edition.adoptionNote(), "");
    }

    static String edition(KnownEdition edition) {
        return "第" + edition.number() + "版 " + text(edition.content(), "name");
    }

    /** 関係各課 as printed, in one line. */
    static String departments(JsonNode placed) {
        List<String> printed = new ArrayList<>();
        placed.forEach(one -> printed.add(text(one, "printed")));
        return String.join("、", printed);
    }

    /** 令和6年4月1日～; empty when neither day is known. */
    static String span(@Nullable LocalDate from, @Nullable LocalDate to) {
        return from == null && to == null ? "" : (from == null ? "" : day(from)) + "～" + (to == null ? "" : day(to));
    }
}
