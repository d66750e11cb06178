package jp.shirube.access;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The tables from which {@link Grants} answers. A newer version replaces an older one, never the other way round. */
@ApplicationScoped
public class AccessTables {

    private static final String MAPPING = """
            insert into access_mapping (municipality, version) values (?, ?)
            on conflict (municipality) do update set version = excluded.version
            where access_mapping.version < excluded.version""";
    private static final String OLD_ROWS = "delete from access_mapping_row where municipality = ?";
    private static final String ROWS = """
            insert into access_mapping_row (municipality, position, claim, role, department, valid_from, valid_to, note)
            select ?, position - 1, claim, role, department, valid_from, valid_to, note
            from unnest(?::text[], ?::text[], ?::text[], ?::date[], ?::date[], ?::text[])
                with ordinality as stated (claim, role, department, valid_from, valid_to, note, position)""";
    private static final String KEY = """
            insert into api_key (municipality, id, name, secret_hash, role, department, scopes, created_at, expires_at,
                revoked_at, version)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (municipality, id) do update set name = excluded.name, secret_hash = excluded.secret_hash,
                role = excluded.role, department = excluded.department, scopes = excluded.scopes,
                created_at = excluded.created_at, expires_at = excluded.expires_at, revoked_at = excluded.revoked_at,
                version = excluded.version
            where api_key.version < excluded.version""";

    private static final String THE_ROWS = """
            select mapping.version, row.claim, row.role, row.department, row.valid_from, row.valid_to, row.note
            from access_mapping mapping left join access_mapping_row row on row.municipality = mapping.municipality
            where mapping.municipality = ? order by row.position""";
    private static final String THE_KEYS = """
            select * from api_key where municipality = ? and id > ? and (? or id = ?) order by id limit ?""";

    private final AgroalDataSource database;

    AccessTables(AgroalDataSource database) {
        this.database = database;
    }

    /** @return false where the table known already is as new or newer */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean keep(StatedMapping stated) {
        try (Connection connection = database.getConnection()) {
            try (PreparedStatement mapping = connection.prepareStatement(MAPPING)) {
                mapping.setString(1, stated.municipality());
                mapping.setLong(2, stated.version());
                if (mapping.executeUpdate() == 0) {
                    return false;
                }
            }
            try (PreparedStatement old = connection.prepareStatement(OLD_ROWS)) {
                old.setString(1, stated.municipality());
                old.executeUpdate();
            }
            try (PreparedStatement rows = connection.prepareStatement(ROWS)) {
                rows.setString(1, stated.municipality());
                column(connection, rows, 2, stated, StatedMapping.Row::claim);
                column(connection, rows, 3, stated, StatedMapping.Row::role);
                column(connection, rows, 4, stated, StatedMapping.Row::department);
                column(connection, rows, 5, stated, row -> text(row.from()));
                column(connection, rows, 6, stated, row -> text(row.to()));
                column(connection, rows, 7, stated, StatedMapping.Row::note);
                rows.executeUpdate();
            }
            return true;
        } catch (SQLException e) {
            throw new AccessUnavailableException(e);
        }
    }

    /** @return false where the key is known as it is now, or as it was later */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean keep(StatedKey stated) {
        try (Connection connection = database.getConnection();
                PreparedStatement key = connection.prepareStatement(KEY)) {
            key.setString(1, stated.municipality());
            key.setString(2, stated.id());
            key.setString(3, stated.name());
            key.setString(4, stated.hash());
            key.setString(5, stated.role());
            key.setString(6, stated.department());
            List<String> scopes = stated.scopes();
            key.setArray(7, scopes == null ? null : connection.createArrayOf("text", scopes.toArray()));
            instant(key, 8, stated.createdAt());
            instant(key, 9, stated.expiresAt());
            instant(key, 10, stated.revokedAt());
            key.setLong(11, stated.version());
            return key.executeUpdate() == 1;
        } catch (SQLException e) {
            throw new AccessUnavailableException(e);
        }
    }

    /** The 権限対応表 of a municipality; empty where none was ever stated. */
    public Optional<StatedMapping> find(String municipality) {
        try (Connection connection = database.getConnection();
                PreparedStatement question = connection.prepareStatement(THE_ROWS)) {
            question.setString(1, municipality);
            List<StatedMapping.Row> found = new ArrayList<>();
            try (ResultSet rows = question.executeQuery()) {
                long version = 0;
                while (rows.next()) {
                    version = rows.getLong("version");
                    if (rows.getString("claim") != null) {
                        found.add(new StatedMapping.Row(
                                rows.getString("claim"),
                                rows.getString("role"),
                                rows.getString("department"),
                                rows.getObject("valid_from", LocalDate.class),
                                rows.getObject("valid_to", LocalDate.class),
                                rows.getString("note")));
                    }
                }
                return version == 0 ? Optional.empty() : Optional.of(new StatedMapping(municipality, version, found));
            }
        } catch (SQLException e) {
            throw new AccessUnavailableException(e);
        }
    }

    public Optional<StatedKey> findKey(String municipality, String id) {
        return keys(municipality, "", id, 1).stream().findFirst();
    }

    /** Ordered by id, those behind {@code after} only. */
    public List<StatedKey> listKeys(String municipality, String after, int limit) {
        return keys(municipality, after, null, limit);
    }

    private List<StatedKey> keys(String municipality, String after, @Nullable String only, int limit) {
        try (Connection connection = database.getConnection();
                PreparedStatement question = connection.prepareStatement(THE_KEYS)) {
            question.setString(1, municipality);
            question.setString(2, after);
            question.setBoolean(3, only == null);
            question.setString(4, only);
            question.setInt(5, limit);
            List<StatedKey> found = new ArrayList<>();
            try (ResultSet rows = question.executeQuery()) {
                while (rows.next()) {
                    Array scopes = rows.getArray("scopes");
                    OffsetDateTime revoked = rows.getObject("revoked_at", OffsetDateTime.class);
                    found.add(new StatedKey(
                            municipality,
                            rows.getString("id"),
                            rows.getString("name"),
                            rows.getString("secret_hash"),
                            rows.getString("role"),
                            rows.getString("department"),
                            scopes == null ? null : List.of((String[]) scopes.getArray()),
                            rows.getObject("created_at", OffsetDateTime.class).toInstant(),
                            rows.getObject("expires_at", OffsetDateTime.class).toInstant(),
                            revoked == null ? null : revoked.toInstant(),
                            rows.getLong("version")));
                }
            }
            return found;
        } catch (SQLException e) {
            throw new AccessUnavailableException(e);
        }
    }

    private static void column(
            Connection connection,
            PreparedStatement rows,
            int index,
            StatedMapping stated,
            Function<StatedMapping.Row, @Nullable String> value)
            throws SQLException {
        @Nullable String[] values = new @Nullable String[stated.rows().size()];
        for (int row = 0; row < values.length; row++) {
            values[row] = value.apply(stated.rows().get(row));
        }
        rows.setArray(index, connection.createArrayOf("text", values));
    }

    private static @Nullable String text(@Nullable LocalDate day) {
        return day == null ? null : day.toString();
    }

    private static void instant(PreparedStatement key, int index, @Nullable Instant at) throws SQLException {
        if (at == null) {
            key.setNull(index, Types.TIMESTAMP_WITH_TIMEZONE);
        } else {
            key.setObject(index, at.atOffset(ZoneOffset.UTC));
        }
    }
}
