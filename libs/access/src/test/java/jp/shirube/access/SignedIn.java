package jp.shirube.access;

import io.quarkus.test.junit.callback.QuarkusTestBeforeEachCallback;
import io.quarkus.test.junit.callback.QuarkusTestMethodContext;
import io.restassured.RestAssured;
import io.restassured.filter.Filter;
import io.restassured.filter.FilterContext;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import io.restassured.specification.FilterableResponseSpecification;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A test that says nothing of who asks is not about that: its requests come from somebody who may do everything in the
 * municipality they address. A test that is sends its own {@code Authorization}, or {@link #NOBODY}.
 */
public final class SignedIn implements QuarkusTestBeforeEachCallback, Filter {

    /** A header by which a test says that nobody has signed in. */
    public static final String NOBODY = "X-Test-Nobody";

    /** Whoever asks where a test says nothing of it. */
    public static final String PLANNER = "kikaku-tanto";

    private static final Pattern MUNICIPALITY = Pattern.compile("/(?:municipalities/|collection/(?=[0-9]))([^/?#]+)");

    /** Everything in one municipality, and the operator. */
    public static String everything(String address) {
        Matcher addressed = MUNICIPALITY.matcher(address);
        return Tokens.signed(Tokens.claims(addressed.find() ? addressed.group(1) : "000000", PLANNER)
                .claim(
                        "shirube_roles",
                        List.of(
                                Role.PLANNING_OFFICE.name(),
                                Role.ADMINISTRATOR.name(),
                                Role.AUDITOR.name(),
                                Role.OPERATOR.name())));
    }

    @Override
    public void beforeEach(QuarkusTestMethodContext context) {
        RestAssured.replaceFiltersWith(this);
    }

    @Override
    public Response filter(
            FilterableRequestSpecification request, FilterableResponseSpecification response, FilterContext context) {
        boolean told = request.getHeaders().hasHeaderWithName("Authorization")
                || request.getHeaders().hasHeaderWithName(AccessFilter.API_KEY)
                || request.getHeaders().hasHeaderWithName(NOBODY);
        if (!told) {
            request.header("Authorization", "Bearer " + everything(request.getURI()));
        }
        return context.next(request, response);
    }
}
