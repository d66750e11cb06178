package jp.shirube.kpi;

import java.time.MonthDay;
import java.util.List;
import jp.shirube.kpi.received.AsOf;
import jp.shirube.kpi.received.ComponentRole;
import jp.shirube.kpi.received.Indicator;
import jp.shirube.kpi.received.IndicatorComponent;
import jp.shirube.kpi.received.IndicatorKey;
import jp.shirube.notation.PeriodKind;
import jp.shirube.promise.Direction;
import jp.shirube.promise.Quantity;
import org.jspecify.annotations.Nullable;

/** Indicators of 米沢市, as its municipality document has them. */
public final class Yonezawa {

    public static final String CODE = "062022";

    private Yonezawa() {}

    public static Indicator womenOnCouncils(String id) {
        return indicator(id, "審議会・委員会の女性登用率", "%", PeriodKind.FISCAL_YEAR, null, Quantity.RATIO, 1);
    }

    public static Indicator founders(String id) {
        return indicator(id, "創業者数", "人", PeriodKind.FISCAL_YEAR, null, Quantity.FLOW, 0);
    }

    public static Indicator socialChange(String id) {
        return indicator(
                id,
                "社会増減",
                "人",
                PeriodKind.CALENDAR_YEAR,
                null,
                Quantity.FLOW,
                0,
                new IndicatorComponent("転入者数", "人", ComponentRole.TERM),
                new IndicatorComponent("転出者数", "人", ComponentRole.TERM));
    }

    public static Indicator waitingChildren(String id) {
        return indicator(
                id, "待機児童数", "人", PeriodKind.AS_OF_DAY, new AsOf(MonthDay.of(10, 1), false), Quantity.STOCK, 0);
    }

    public static Indicator population(String id) {
        return indicator(id, "人口", "人", PeriodKind.AS_OF_DAY, new AsOf(MonthDay.of(4, 1), true), Quantity.STOCK, 0);
    }

    public static Indicator pupils(String id) {
        return indicator(
                id,
                "将来の夢や目標を持っている児童生徒の割合",
                "%",
                PeriodKind.FISCAL_YEAR,
                null,
                Quantity.RATIO,
                1,
                new IndicatorComponent("小学校", "%", ComponentRole.PART),
                new IndicatorComponent("中学校", "%", ComponentRole.PART),
                new IndicatorComponent("回答数", "人", ComponentRole.REFERENCE));
    }

    public static Indicator attractivenessRank(String id) {
        return indicator(id, "地域ブランド調査の順位", "位", PeriodKind.FISCAL_YEAR, null, Quantity.RANK, 0);
    }

    private static Indicator indicator(
            String id,
            String name,
            String unit,
            PeriodKind kind,
            @Nullable AsOf asOf,
            Quantity quantity,
            Integer decimals,
            IndicatorComponent... components) {
        return new Indicator(
                new IndicatorKey(CODE, id),
                name,
                unit,
                Direction.UP,
                kind,
                asOf,
                quantity,
                decimals,
                List.of(components));
    }
}
