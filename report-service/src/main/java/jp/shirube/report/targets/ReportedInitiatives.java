package jp.shirube.report.targets;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jp.shirube.notation.FiscalYear;

/** 取組の進捗: how the initiatives of a plan went in a year, as departments reported and the planning office confirmed it. */
@ApplicationScoped
public class ReportedInitiatives {

    private final EntityManager database;

    ReportedInitiatives(EntityManager database) {
        this.database = database;
    }

    /** By the initiative's id the newest that is confirmed, such as ON_SCHEDULE; nothing where nothing is. */
    @SuppressWarnings("unchecked")
    public Map<String, String> in(String municipality, String plan, FiscalYear year, AsOf asOf) {
        List<Object[]> rows = database.createNativeQuery("""
                        select distinct on (initiative) initiative, progress from initiative_progress
                        where municipality = :municipality and plan = :plan and year = :year
                          and recorded_at < cast(:until as timestamptz)
                        order by initiative, recorded_at desc, stated desc""")
                .setParameter("municipality", municipality)
                .setParameter("plan", plan)
                .setParameter("year", year.year())
                .setParameter("until", asOf.until())
                .getResultList();
        Map<String, String> progress = new HashMap<>();
        rows.forEach(row -> progress.put((String) row[0], (String) row[1]));
        return progress;
    }
}
