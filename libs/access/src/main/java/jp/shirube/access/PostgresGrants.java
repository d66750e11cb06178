package jp.shirube.access;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jp.shirube.apart.InTheNameOf;
import org.jspecify.annotations.Nullable;

/** Answers from {@link AccessTables}, one indexed look per question, in the name of the municipality that is asked. */
@ApplicationScoped
class PostgresGrants implements Grants {

    private static final String OF_CLAIMS = """
            select mapping.version, row.role, row.department
            from access_mapping mapping left join access_mapping_row row
                on row.municipality = mapping.municipality and row.claim = any(?)
                and (row.valid_from is null or row.valid_from <= ?) and (row.valid_to is null or row.valid_to >= ?)
            where mapping.municipality = ?""";
    private static final String OF_KEY = """
            select name, secret_hash, role, department, scopes from api_key
            where municipality = ? and id = ? and revoked_at is null and expires_at > ?""";

    private final AgroalDataSource database;

    PostgresGrants(AgroalDataSource database) {
        this.database = database;
    }

    @Override
    public Found of(String municipality, Collection<String> claims, LocalDate day) {
        return InTheNameOf.municipality(municipality, () -> {
            try (Connection connection = database.getConnection();
                    PreparedStatement question = connection.prepareStatement(OF_CLAIMS)) {
                question.setArray(1, connection.createArrayOf("text", claims.toArray()));
                question.setObject(2, day);
                question.setObject(3, day);
                question.setString(4, municipality);
                return found(question);
            } catch (SQLException e) {
                throw new AccessUnavailableException(e);
            }
        });
    }

    private static Found found(PreparedStatement question) throws SQLException {
        Set<Grant> grants = new HashSet<>();
        long version = 0;
        try (ResultSet rows = question.executeQuery()) {
            while (rows.next()) {
                version = rows.getLong(1);
                role(rows.getString(2))
                        .filter(Role::isGivenByMapping)
                        .flatMap(grant(rows.getString(3)))
                        .ifPresent(grants::add);
            }
        }
        return new Found(Set.copyOf(grants), version);
    }

    @Override
    public Optional<Caller> ofKey(String municipality, String presented, Instant now) {
        return ApiKey.read(presented)
                .filter(key -> key.municipality().equals(municipality))
                .flatMap(key -> InTheNameOf.municipality(municipality, () -> holder(key, now)));
    }

    private Optional<Caller> holder(ApiKey key, Instant now) {
        try (Connection connection = database.getConnection();
                PreparedStatement question = connection.prepareStatement(OF_KEY)) {
            question.setString(1, key.municipality());
            question.setString(2, key.id());
            question.setObject(3, now.atOffset(ZoneOffset.UTC));
            try (ResultSet rows = question.executeQuery()) {
                if (!rows.next() || !key.hasHash(rows.getString("secret_hash"))) {
                    return Optional.empty();
                }
                String name = rows.getString("name");
                Set<Permission> scopes = scopes(rows.getArray("scopes"));
                return role(rows.getString("role"))
                        .filter(Role::isGivenToKeys)
                        .flatMap(grant(rows.getString("department")))
                        .map(grant -> new Caller("api-key:" + key.id(), name, Set.of(grant), scopes, null));
            }
        } catch (SQLException e) {
            throw new AccessUnavailableException(e);
        }
    }

    /** One that only a newer version knows gives nothing. */
    private static Optional<Role> role(@Nullable String name) {
        return Arrays.stream(Role.values())
                .filter(role -> role.name().equals(name))
                .findFirst();
    }

    private static Function<Role, Optional<Grant>> grant(@Nullable String department) {
        return role -> role.isOfDepartment() == (department != null)
                ? Optional.of(new Grant(role, department))
                : Optional.empty();
    }

    private static @Nullable Set<Permission> scopes(@Nullable Array written) throws SQLException {
        if (written == null) {
            return null;
        }
        Set<String> names = Set.copyOf(List.of((String[]) written.getArray()));
        return Stream.of(Permission.values())
                .filter(permission -> names.contains(permission.name()))
                .collect(Collectors.toUnmodifiableSet());
    }
}
