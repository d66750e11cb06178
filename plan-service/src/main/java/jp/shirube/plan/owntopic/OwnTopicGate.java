package jp.shirube.plan.owntopic;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Default;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.UriInfo;
import java.util.Set;
import java.util.regex.Pattern;
import jp.shirube.outbox.OwnTopic;
import jp.shirube.problem.ProblemException;
import jp.shirube.problem.ProblemType;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * No writes before the database is known to be as new as what this service has published; until then it is not ready. Default
 * beside Readiness: the filter asks for a bean without qualifiers.
 */
@Default
@Readiness
@ApplicationScoped
class OwnTopicGate implements HealthCheck {

    private static final ProblemType CATCHING_UP =
            new ProblemType("catching-up", 503, "データの確認が終わるまで書き込めません", "No writes until the data have been checked");
    private static final int RETRY_AFTER_SECONDS = 5;
    private static final Set<String> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private static final Pattern MAY_BE_TRIED = Pattern.compile(
            "/?api/plan/v1/municipalities/[^/]+(/plans/[^/]+/editions(/[0-9]+)?|/access-mapping(/moves)?)?");

    private final OwnTopic ownTopic;

    OwnTopicGate(OwnTopic ownTopic) {
        this.ownTopic = ownTopic;
    }

    @ServerRequestFilter
    void refuseWrites(ContainerRequestContext request) {
        if (ownTopic.isCaughtUp() || READING.contains(request.getMethod()) || isDryRun(request.getUriInfo())) {
            return;
        }
        throw new ProblemException(
                        CATCHING_UP,
                        "起動のあと、公表済みの内容がデータベースにそろっているかをKafkaで確かめています。読むことはできます。" + "書き込みは少し待ってからもう一度送ってください。",
                        "After the start it is being checked against Kafka that the database has everything that was published."
                                + " Reading works; send what you want to write again in a moment.")
                .retryAfter(RETRY_AFTER_SECONDS);
    }

    /** Of what can be tried without effect; elsewhere the parameter means nothing. */
    private static boolean isDryRun(UriInfo address) {
        return "true".equals(address.getQueryParameters().getFirst("dryRun"))
                && MAY_BE_TRIED.matcher(address.getPath()).matches();
    }

    @Override
    public HealthCheckResponse call() {
        OwnTopic.Progress progress = ownTopic.progress();
        return HealthCheckResponse.named("own-topic")
                .status(progress.caughtUp())
                .withData("read", progress.records())
                .withData("of", progress.of())
                .withData("restored", progress.restored())
                .build();
    }
}
