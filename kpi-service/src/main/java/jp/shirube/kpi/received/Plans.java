package jp.shirube.kpi.received;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import jp.shirube.notation.FiscalYear;

/** The plans (計画) that ask for figures, by the editions of them that have arrived whole and are adopted. */
public interface Plans {

    /**
     * What the plans of a fiscal year place: of each plan whose years contain it, the edition in force on a day.
     *
     * @param chosen ids of plans to look at whatever their years; empty: all whose years contain the year
     */
    List<Placed> placed(String municipality, FiscalYear year, LocalDate day, Set<String> chosen);

    /** Every plan of which an edition is adopted, by id. */
    List<Adopted> adopted(String municipality);

    /** A plan by the name of its newest adopted edition. */
    record Adopted(String plan, String name) {}
}
