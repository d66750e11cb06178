package jp.shirube.local;

import java.util.Map;

/**
 * A service's database, as those see it who may enter.
 *
 * @param owner owns every table; migrates, and nothing else
 * @param login what the service works as
 */
public record ServiceDatabase(Database owner, Database login) {

    /** What a service is told of it. */
    public Map<String, String> environment() {
        return Map.of(
                "QUARKUS_DATASOURCE_JDBC_URL", login.jdbcUrl(),
                "QUARKUS_DATASOURCE_USERNAME", login.user(),
                "QUARKUS_DATASOURCE_PASSWORD", login.password(),
                "QUARKUS_FLYWAY_USERNAME", owner.user(),
                "QUARKUS_FLYWAY_PASSWORD", owner.password());
    }
}
