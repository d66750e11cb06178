package jp.shirube.kpi.collection.application;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import jp.shirube.access.AccessProblems;
import jp.shirube.access.Caller;
import jp.shirube.access.Permission;
import jp.shirube.kpi.collection.Item;
import jp.shirube.kpi.collection.ItemState;
import jp.shirube.kpi.collection.Round;
import jp.shirube.kpi.collection.Rounds;
import jp.shirube.kpi.collection.Step;
import org.jspecify.annotations.Nullable;

/** Who has answered, what is late, what was returned: the same items for the list, the page, the CSV and the form. */
@ApplicationScoped
public class ShowRound {

    /** Everything of a round somebody may see today. */
    public record Seen(Round round, LocalDate today, List<ItemView> items) {

        /** 課ごとの状況, in the order of the departments' ids; what nobody reports comes last. */
        public List<DepartmentStatus> departments() {
            return new TreeMap<>(items.stream().collect(Collectors.groupingBy(Seen::key)))
                    .values().stream().map(DepartmentStatus::of).toList();
        }

        private static String key(ItemView view) {
            return view.department() == null ? "\uffff" : view.department();
        }
    }

    /** An item with everything that was done with it. */
    public record SeenItem(Round round, ItemView view, List<Finding> findings, List<Step> steps) {}

    private final Rounds rounds;
    private final Landscapes landscapes;
    private final Access access;
    private final AnswerItem answers;

    ShowRound(Rounds rounds, Landscapes landscapes, Access access, AnswerItem answers) {
        this.rounds = rounds;
        this.landscapes = landscapes;
        this.access = access;
        this.answers = answers;
    }

    @Transactional
    public List<Round> list(String municipality) {
        return rounds.list(municipality);
    }

    /**
     * Whoever stands for all sees every item, a department those it is asked today.
     *
     * @param department only what that one is asked; null: all
     */
    @Transactional
    public Seen show(Caller caller, String municipality, String roundId, @Nullable String department) {
        if (department != null && !caller.may(Permission.READ_ROUND, department)) {
            throw AccessProblems.notYourDepartment(department);
        }
        Round round = rounds.get(municipality, roundId);
        List<Item> items = rounds.listItems(municipality, roundId);
        Landscape landscape = landscapes.of(round, items);
        Predicate<ItemView> mine = mine(caller, department);
        return new Seen(
                round,
                landscape.today(),
                items.stream()
                        .map(item -> landscape.view(round, item))
                        .filter(mine)
                        .toList());
    }

    private static Predicate<ItemView> mine(Caller caller, @Nullable String department) {
        if (department != null) {
            return view -> department.equals(view.department());
        }
        if (caller.mayForAll(Permission.READ_ROUND)) {
            return view -> true;
        }
        Set<String> own = caller.departments(Permission.READ_ROUND);
        return view -> view.department() != null && own.contains(view.department());
    }

    @Transactional
    public SeenItem item(Caller caller, String municipality, String roundId, String itemId) {
        Round round = rounds.get(municipality, roundId);
        Item item = rounds.getItem(municipality, roundId, itemId);
        access.require(caller, item, Permission.READ_ROUND);
        ItemView view = landscapes.of(round, List.of(item)).view(round, item);
        return new SeenItem(
                round,
                view,
                view.state() == ItemState.LOCKED || view.state() == ItemState.CONFIRMED
                        ? List.of()
                        : answers.findings(item),
                rounds.listSteps(municipality, roundId, itemId));
    }
}
