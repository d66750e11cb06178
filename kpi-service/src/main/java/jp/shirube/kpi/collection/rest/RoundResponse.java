package jp.shirube.kpi.collection.rest;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import jp.shirube.kpi.collection.Round;
import jp.shirube.kpi.collection.application.DepartmentStatus;
import jp.shirube.kpi.collection.application.ShowRound;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@Schema(name = "CollectionRound", description = "実績照会")
record RoundResponse(
        @Schema(examples = "fy2025") String id,
        @Schema(description = "対象年度", examples = "2025") int year,
        @Schema(examples = "令和7年度実績照会") String title,
        String instructions,
        @Schema(examples = "2026-06-30") LocalDate deadline,

        @Schema(description = "Whether 課長確認 comes before an answer is sent in")
        boolean approval,

        @Schema(description = "Plans that were chosen; empty: all of the year")
        List<String> plans,

        Instant openedAt,
        String openedBy,
        @Schema(description = "Quoted it is the ETag") long version,

        @Schema(description = "Left out in lists", nullable = true) @Nullable
        List<Department> departments,

        @Schema(description = "All together; left out in lists", nullable = true) @Nullable
        Department total) {

    @Schema(name = "CollectionDepartment", description = "課ごとの回答状況と負担")
    record Department(
            @Schema(description = "Null of what nobody reports", nullable = true) @Nullable
            String department,

            String name,
            int asked,

            @Schema(description = "Sent in, confirmed or locked")
            int answered,

            @Schema(description = "Items by state, of today")
            Map<String, Integer> states,

            @Schema(description = "Owed behind their day") int late,
            Burden burden) {}

    @Schema(name = "CollectionBurden", description = "負担")
    record Burden(
            int prefilled,
            @Schema(description = "Fields people filled in") int typed,
            int returns,

            @Schema(description = "Median minutes from being asked to being sent in", nullable = true) @Nullable
            Long minutesUntilSubmitted,

            @Schema(description = "Median minutes from the first field to being sent in", nullable = true) @Nullable
            Long minutesWorking) {}

    static RoundResponse of(Round round) {
        return of(round, null, null);
    }

    static RoundResponse of(ShowRound.Seen seen) {
        return of(
                seen.round(),
                seen.departments().stream().map(RoundResponse::department).toList(),
                department(DepartmentStatus.ofAll(seen.items())));
    }

    private static RoundResponse of(Round round, @Nullable List<Department> departments, @Nullable Department total) {
        return new RoundResponse(
                round.id(),
                round.year().year(),
                round.title(),
                round.instructions(),
                round.deadline(),
                round.approval(),
                round.plans().stream().sorted().toList(),
                round.openedAt(),
                round.openedBy(),
                round.version(),
                departments,
                total);
    }

    private static Department department(DepartmentStatus status) {
        Map<String, Integer> states = new TreeMap<>();
        status.states().forEach((state, count) -> states.put(state.name(), count));
        DepartmentStatus.Burden burden = status.burden();
        return new Department(
                status.department(),
                status.name(),
                status.asked(),
                status.answered(),
                states,
                status.late(),
                new Burden(
                        burden.prefilled(),
                        burden.typed(),
                        burden.returns(),
                        minutes(burden.untilSubmitted()),
                        minutes(burden.working())));
    }

    private static @Nullable Long minutes(@Nullable Duration duration) {
        return duration == null ? null : duration.toMinutes();
    }
}
