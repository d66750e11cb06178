package jp.shirube.plan.municipality.rest;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import jp.shirube.access.Needs;
import jp.shirube.access.Permission;
import jp.shirube.plan.Days;
import jp.shirube.plan.Page;
import jp.shirube.plan.municipality.Municipality;
import jp.shirube.plan.municipality.Responsibility;
import jp.shirube.plan.municipality.WithoutReporter;
import jp.shirube.plan.municipality.application.ReadMunicipality;
import jp.shirube.responsibility.Offices;
import jp.shirube.responsibility.Reporter;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** 担当: what is stated, and what that comes to on a day. */
@Path("/api/plan/v1/municipalities/{code}/responsibilities")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "municipalities")
public class ResponsibilitiesResource {

    /** @param name of the day */
    @Schema(name = "NamedDepartment")
    record NamedDepartment(String department, String name) {
        static NamedDepartment of(String id, Offices offices, LocalDate day) {
            return new NamedDepartment(id, offices.nameOn(id, day));
        }
    }

    /**
     * @param department who reports on the day, null for nobody
     * @param predecessors where it took over: the department stated, and those between
     * @param reason why nobody does
     */
    @Schema(name = "Reporter")
    record ReporterResponse(
            @Nullable String department,
            @Nullable String name,
            Reporter.@Nullable How how,
            @Nullable List<NamedDepartment> predecessors,
            Reporter.@Nullable Reason reason,
            String ja,
            String en) {

        static ReporterResponse of(Reporter reporter, Offices offices, LocalDate day) {
            return switch (reporter) {
                case Reporter.Known known ->
                    new ReporterResponse(
                            known.department(),
                            offices.nameOn(known.department(), day),
                            known.how(),
                            known.predecessors().stream()
                                    .map(id -> NamedDepartment.of(id, offices, day))
                                    .toList(),
                            null,
                            known.how().ja(),
                            known.how().en());
                case Reporter.Nobody nobody ->
                    new ReporterResponse(
                            null,
                            null,
                            null,
                            null,
                            nobody.reason(),
                            nobody.reason().ja(),
                            nobody.reason().en());
            };
        }
    }

    /**
     * @param name of the department, on the day asked
     * @param from first day stated, null when unknown
     * @param to last day stated, null when unknown or open
     * @param reporter of the indicator, on the day asked
     */
    @Schema(name = "StatedResponsibility")
    record ResponsibilityResponse(
            String indicator,
            String department,
            String name,
            @Nullable LocalDate from,
            @Nullable LocalDate to,
            ReporterResponse reporter) {}

    private final ReadMunicipality read;
    private final Clock clock;

    ResponsibilitiesResource(ReadMunicipality read, Clock clock) {
        this.read = read;
        this.clock = clock;
    }

    @GET
    @Needs(Permission.READ_PUBLISHED)
    @Operation(
            summary = "Who reports what",
            description = "Every responsibility (担当) as stated, and who reports the indicator on a day (asOf, today by "
                    + "default; a coming day may be asked), with the name of that day: what a merger leaves behind passes "
                    + "on to the one successor, what a split leaves behind has no reporter until one is stated.")
    public Page<ResponsibilityResponse> responsibilities(
            @PathParam("code") String code,
            @QueryParam("asOf") @Nullable String asOf,
            @QueryParam("after") @Nullable String after,
            @QueryParam("limit") @DefaultValue("" + Page.DEFAULT_LIMIT) int limit) {
        LocalDate day = Days.orToday("asOf", asOf, clock);
        Municipality municipality = read.getWhole(code);
        Offices offices = municipality.offices();
        List<Responsibility> sorted = municipality.responsibilities().stream()
                .sorted(Comparator.comparing(Responsibility::indicator))
                .toList();
        return Page.of(
                sorted,
                one -> one.indicator() + "/" + one.department() + "/" + one.from(),
                after,
                limit,
                one -> new ResponsibilityResponse(
                        one.indicator(),
                        one.department(),
                        offices.nameOn(one.department(), day),
                        one.from(),
                        one.to(),
                        ReporterResponse.of(
                                offices.reporterOn(municipality.responsibilitiesOf(one.indicator()), day),
                                offices,
                                day)));
    }

    @GET
    @Needs(Permission.READ_PUBLISHED)
    @Path("without-reporter")
    @Operation(
            summary = "What nobody reports",
            description =
                    "The indicators without a reporter on a day (asOf, today by default; a coming day may be asked), "
                            + "since when and why.")
    public Page<WithoutReporter> withoutReporter(
            @PathParam("code") String code,
            @QueryParam("asOf") @Nullable String asOf,
            @QueryParam("after") @Nullable String after,
            @QueryParam("limit") @DefaultValue("" + Page.DEFAULT_LIMIT) int limit) {
        LocalDate day = Days.orToday("asOf", asOf, clock);
        return Page.of(
                WithoutReporter.on(day, read.getWhole(code)), WithoutReporter::indicator, after, limit, one -> one);
    }
}
