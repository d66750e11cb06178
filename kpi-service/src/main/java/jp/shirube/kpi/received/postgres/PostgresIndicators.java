package jp.shirube.kpi.received.postgres;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import jp.shirube.kpi.received.IndicatorKey;
import jp.shirube.kpi.received.Indicators;
import jp.shirube.kpi.received.KnownIndicator;
import jp.shirube.kpi.received.Responsibility;

@ApplicationScoped
class PostgresIndicators implements Indicators, PanacheRepositoryBase<IndicatorEntity, IndicatorEntity.Key> {

    private static final String WITH_RESPONSIBILITIES = """
            select i, r.responsibilities from IndicatorEntity i left join ResponsibilityEntity r
            on r.key.municipality = i.key.municipality and r.key.indicator = i.key.id
            where i.key.municipality = :municipality and\s""";

    @Override
    public Optional<KnownIndicator> find(IndicatorKey key) {
        return getEntityManager()
                .createQuery(WITH_RESPONSIBILITIES + "i.key.id = :id", Object[].class)
                .setParameter("municipality", key.municipality())
                .setParameter("id", key.indicator())
                .getResultStream()
                .map(PostgresIndicators::known)
                .findFirst();
    }

    @Override
    public List<KnownIndicator> list(String municipality, String after, int limit) {
        return getEntityManager()
                .createQuery(WITH_RESPONSIBILITIES + "i.key.id > :after order by i.key.id", Object[].class)
                .setParameter("municipality", municipality)
                .setParameter("after", after == null ? "" : after)
                .setMaxResults(limit)
                .getResultStream()
                .map(PostgresIndicators::known)
                .toList();
    }

    @Override
    public List<KnownIndicator> listOf(String municipality, Collection<String> ids) {
        return getEntityManager()
                .createQuery(WITH_RESPONSIBILITIES + "i.key.id in :ids", Object[].class)
                .setParameter("municipality", municipality)
                .setParameter("ids", ids)
                .getResultStream()
                .map(PostgresIndicators::known)
                .toList();
    }

    @Override
    public boolean knowsMunicipality(String code) {
        return exists("""
                select exists (select 1 from received_municipality where code = :code)
                    or exists (select 1 from received_indicator where municipality = :code)""", "code", code);
    }

    @Override
    public boolean knowsDepartment(String municipality, String id) {
        return (Boolean) getEntityManager()
                .createNativeQuery(
                        "select exists (select 1 from received_department where municipality = :code and id = :id)",
                        Boolean.class)
                .setParameter("code", municipality)
                .setParameter("id", id)
                .getSingleResult();
    }

    private boolean exists(String sql, String name, String value) {
        return (Boolean) getEntityManager()
                .createNativeQuery(sql, Boolean.class)
                .setParameter(name, value)
                .getSingleResult();
    }

    @SuppressWarnings("unchecked") // the second column is what ResponsibilityEntity says it is
    private static KnownIndicator known(Object[] row) {
        return new KnownIndicator(
                ((IndicatorEntity) row[0]).indicator(), row[1] == null ? List.of() : (List<Responsibility>) row[1]);
    }

    @Override
    public Optional<IndicatorKey> findSome() {
        return findAll().firstResultOptional().map(row -> new IndicatorKey(row.key.municipality(), row.key.id()));
    }
}
