package jp.shirube.plan.edition.application;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import jp.shirube.document.DocumentReader;
import jp.shirube.plan.PlanProblems;
import jp.shirube.plan.edition.Edition;
import jp.shirube.plan.edition.Editions;
import jp.shirube.plan.edition.Editions.Stated;
import jp.shirube.plan.edition.Editions.StatedPlan;
import jp.shirube.plan.edition.document.PlanDocument;
import jp.shirube.plan.municipality.application.ReadMunicipality;
import jp.shirube.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** Answers what plans promise. */
@ApplicationScoped
public class ReadEdition {

    private final ReadMunicipality municipalities;
    private final Editions editions;
    private final ObjectMapper json;
    private final Clock clock;

    ReadEdition(ReadMunicipality municipalities, Editions editions, ObjectMapper json, Clock clock) {
        this.municipalities = municipalities;
        this.editions = editions;
        this.json = json;
        this.clock = clock;
    }

    @Transactional
    public List<StatedPlan> listPlans(String municipality) {
        municipalities.get(municipality);
        return editions.listPlans(municipality);
    }

    @Transactional
    public StatedPlan getPlan(String municipality, String plan) {
        return editions.findPlan(municipality, plan)
                .orElseThrow(() -> new ProblemException(
                        PlanProblems.PLAN_UNKNOWN, "計画「" + plan + "」は登録されていません。", "No plan " + plan + " is known."));
    }

    @Transactional
    public List<Stated> list(String municipality, String plan) {
        getPlan(municipality, plan);
        return editions.list(municipality, plan);
    }

    /**
     * @param number null for the edition in force on the day, or where none is the newest the reader may see
     * @param asOf null for today
     */
    @Transactional
    public Stated get(String municipality, String plan, @Nullable Integer number, @Nullable LocalDate asOf) {
        List<Stated> all = list(municipality, plan);
        LocalDate day = asOf == null ? LocalDate.now(clock) : asOf;
        return (number == null
                        ? Editions.current(all, day)
                        : all.stream()
                                .filter(edition -> edition.number() == number)
                                .findFirst())
                .orElseThrow(() -> new ProblemException(
                        PlanProblems.EDITION_UNKNOWN,
                        "計画「" + plan + "」にその版はありません。",
                        "The plan " + plan + " has no such edition."));
    }

    public Edition whole(Stated stated) {
        return PlanDocument.readAgain(
                DocumentReader.read(stated.document()),
                municipalities.getWhole(stated.municipality()).vocabulary(),
                json);
    }
}
