package jp.shirube.kpi.received.rest;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import jp.shirube.access.Needs;
import jp.shirube.access.Permission;
import jp.shirube.kpi.Paging;
import jp.shirube.kpi.received.ComponentRole;
import jp.shirube.kpi.received.IndicatorComponent;
import jp.shirube.kpi.received.IndicatorKey;
import jp.shirube.kpi.received.Indicators;
import jp.shirube.kpi.received.KnownIndicator;
import jp.shirube.kpi.received.Reporting;
import jp.shirube.notation.PeriodKind;
import jp.shirube.problem.ProblemException;
import jp.shirube.problem.ProblemType;
import jp.shirube.promise.Direction;
import jp.shirube.promise.Quantity;
import jp.shirube.responsibility.Offices;
import jp.shirube.responsibility.Reporter;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

@Path("/api/kpi/v1/municipalities/{code}/indicators")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Indicators", description = "Copies of the indicators (指標) plan-service owns; they may lag a moment")
public class IndicatorsResource {

    @Schema(name = "Indicators")
    record Page(
            List<Item> items,
            @Schema(nullable = true) @Nullable String next) {}

    @Schema(name = "Indicator")
    record Item(
            @Schema(examples = "women-on-councils") String id,
            @Schema(examples = "審議会・委員会の女性登用率") String name,
            @Schema(examples = "%") String unit,
            Direction direction,
            PeriodKind periodKind,

            @Schema(
                    description = "MM-DD, only of an indicator counted on one day of the year",
                    examples = "10-01",
                    nullable = true)
            @Nullable
            String asOfDay,

            Quantity quantity,
            @Schema(nullable = true) @Nullable Integer decimals,
            List<Component> components,

            @Schema(description = "The department that reports it today", examples = "chiiki-shinko", nullable = true)
            @Nullable
            String department) {}

    @Schema(name = "IndicatorComponent")
    record Component(
            String name, @Schema(nullable = true) @Nullable String unit, ComponentRole role) {}

    private final Indicators indicators;
    private final Reporting reporting;
    private final Clock clock;

    IndicatorsResource(Indicators indicators, Reporting reporting, Clock clock) {
        this.indicators = indicators;
        this.reporting = reporting;
        this.clock = clock;
    }

    @GET
    @Needs(Permission.READ_PUBLISHED)
    @Operation(
            operationId = "listIndicators",
            summary = "The indicators of a municipality",
            description =
                    "In the order of their ids. What plan-service has only just stated may be missing for a moment.")
    @APIResponse(responseCode = "200", description = "One page")
    @APIResponse(
            responseCode = "404",
            description = "`indicator-not-yet-known`: nothing of this municipality has arrived")
    @APIResponse(responseCode = "422", description = "`invalid`")
    public Page list(
            @RestPath @Parameter(example = "062022") String code,
            @QueryParam("limit") @Parameter(description = "1 to 1000; 100 unless told") @Nullable String limit,
            @QueryParam("after") @Parameter(description = "`next` of the page before") @Nullable String after) {
        int size = Paging.limit(limit);
        if (!IndicatorKey.isCode(code)) {
            throw new ProblemException(
                    ProblemType.NOT_FOUND, "自治体は6桁の全国地方公共団体コードで指定してください。", "Name the municipality by its six digits.");
        }
        if (after != null && !IndicatorKey.isId(after)) {
            throw Paging.noSuchCursor();
        }
        List<KnownIndicator> found = indicators.list(code, after, size + 1);
        if (found.isEmpty() && !indicators.knowsMunicipality(code)) {
            throw new ProblemException(
                            Indicators.NOT_YET_KNOWN,
                            "自治体" + code + "の指標は、まだこのサービスに届いていません。",
                            "Nothing of municipality " + code + " has arrived here yet.")
                    .retryAfter(1);
        }
        LocalDate today = LocalDate.now(clock);
        Offices departments = reporting.departments(code);
        List<Item> items = found.stream()
                .limit(size)
                .map(each -> item(each, each.reporterOn(today, departments)))
                .toList();
        return new Page(items, found.size() > size ? items.getLast().id() : null);
    }

    private static Item item(KnownIndicator known, Reporter reporter) {
        var indicator = known.indicator();
        return new Item(
                indicator.key().indicator(),
                indicator.name(),
                indicator.unit(),
                indicator.direction(),
                indicator.periodKind(),
                indicator.asOf() == null
                        ? null
                        : indicator.asOf().day().toString().substring(2),
                indicator.quantity(),
                indicator.decimals(),
                indicator.components().stream()
                        .map(IndicatorsResource::component)
                        .toList(),
                reporter instanceof Reporter.Known today ? today.department() : null);
    }

    private static Component component(IndicatorComponent component) {
        return new Component(component.name(), component.unit(), component.role());
    }
}
