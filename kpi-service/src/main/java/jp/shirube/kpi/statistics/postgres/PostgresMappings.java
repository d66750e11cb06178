package jp.shirube.kpi.statistics.postgres;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import jp.shirube.kpi.statistics.Mappings;

@ApplicationScoped
class PostgresMappings implements Mappings {

    private static final String COLUMNS = "select id, version, content, stated_at, stated_by from statistics_mapping";

    private final EntityManager database;

    PostgresMappings(EntityManager database) {
        this.database = database;
    }

    @Override
    public List<Stated> list(String municipality) {
        return database.createNativeQuery(COLUMNS + " where municipality = :municipality order by id", Object[].class)
                .setParameter("municipality", municipality)
                .getResultStream()
                .map(row -> stated((Object[]) row))
                .toList();
    }

    @Override
    public Optional<Stated> find(String municipality, String id) {
        return database.createNativeQuery(COLUMNS + " where municipality = :municipality and id = :id", Object[].class)
                .setParameter("municipality", municipality)
                .setParameter("id", id)
                .getResultStream()
                .map(row -> stated((Object[]) row))
                .findFirst();
    }

    @Override
    @Transactional(Transactional.TxType.MANDATORY)
    public void takeTurn(String municipality) {
        database.createNativeQuery(
                        "select 1 from (select pg_advisory_xact_lock(hashtextextended('mappings/' || :municipality, 0))) turn")
                .setParameter("municipality", municipality)
                .getSingleResult();
    }

    @Override
    @Transactional(Transactional.TxType.MANDATORY)
    public void state(String municipality, Stated mapping) {
        database.createNativeQuery("""
                        insert into statistics_mapping (municipality, id, version, content, stated_at, stated_by)
                        values (:municipality, :id, :version, :content, :at, :by)
                        on conflict (municipality, id) do update set version = excluded.version,
                            content = excluded.content, stated_at = excluded.stated_at, stated_by = excluded.stated_by""")
                .setParameter("municipality", municipality)
                .setParameter("id", mapping.id())
                .setParameter("version", mapping.version())
                .setParameter("content", mapping.content())
                .setParameter("at", mapping.at())
                .setParameter("by", mapping.by())
                .executeUpdate();
    }

    @Override
    @Transactional(Transactional.TxType.MANDATORY)
    public void remove(String municipality, String id) {
        database.createNativeQuery("delete from statistics_mapping where municipality = :municipality and id = :id")
                .setParameter("municipality", municipality)
                .setParameter("id", id)
                .executeUpdate();
    }

    private static Stated stated(Object[] row) {
        return new Stated(
                (String) row[0], ((Number) row[1]).longValue(), (String) row[2], (Instant) row[3], (String) row[4]);
    }
}
