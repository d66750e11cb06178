package jp.shirube.problem;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import java.util.Map;
import java.util.Optional;

/** How much may be sent where one size does not do for all addresses of a service. */
@ConfigMapping(prefix = "shirube.http.body")
public interface BodyLimits {

    /** To every address that is not named; {@code quarkus.http.limits.max-body-size} where nothing is said. */
    Optional<MemorySize> most();

    /** Addresses that take more, by a word for each. No more than {@code quarkus.http.limits.max-body-size}. */
    Map<String, Larger> larger();

    /** Some addresses. */
    interface Larger {

        /** A regular expression of the whole path. */
        String path();

        MemorySize most();
    }
}
