package jp.shirube.report.portal;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import jp.shirube.report.portal.PlanPage.NamedText;

/**
 * The form that asks as of which day a page tells, and what is said about the day.
 *
 * @param kept what else was asked of the page, sent along by the form
 * @param day as the form shows it; empty for now
 * @param error what is wrong with the day asked for; empty when nothing is
 * @param notice that the page does not tell of now; empty when it does
 */
record AsOfView(
        String action,
        List<NamedText> kept,
        String day,
        String today,
        String error,
        String notice,
        String explained,
        String nowHref) {

    static AsOfView of(AskedDay asked, Address here, LocalDate today) {
        List<NamedText> kept = new ArrayList<>();
        here.without(Address.AS_OF).asked().forEach((name, value) -> kept.add(new NamedText(name, value)));
        LocalDate day = asked.day();
        return new AsOfView(
                here.path(),
                kept,
                asked.inAddress(),
                today.toString(),
                asked.error(),
                day == null ? "" : Words.westernDay(day) + "時点で分かっていたこと",
                day == null ? "" : Words.day(day) + "の終わりまでに登録された計画と実績だけで、その日に算定した結果です。その後の訂正や追加は入っていません。",
                here.without(Address.AS_OF).href());
    }
}
