package jp.shirube.plan.edition.postgres;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import jp.shirube.plan.edition.Editions;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class PostgresEditions implements Editions, PanacheRepositoryBase<EditionRow, EditionRow.Key> {

    @Override
    public void lock(String municipality, String plan) {
        getEntityManager()
                .createNativeQuery("select 1 from (select pg_advisory_xact_lock(hashtextextended(:plan, 1))) locked")
                .setParameter("plan", municipality + "/" + plan)
                .getSingleResult();
    }

    @Override
    public List<StatedPlan> listPlans(String municipality) {
        return getEntityManager()
                .createQuery("from PlanRow where municipality = :municipality order by id", PlanRow.class)
                .setParameter("municipality", municipality)
                .getResultStream()
                .map(PlanRow::stated)
                .toList();
    }

    @Override
    public Optional<StatedPlan> findPlan(String municipality, String plan) {
        return Optional.ofNullable(getEntityManager().find(PlanRow.class, new PlanRow.Key(municipality, plan)))
                .map(PlanRow::stated);
    }

    @Override
    public List<Stated> list(String municipality, String plan) {
        return find("municipality = ?1 and plan = ?2 order by number", municipality, plan).stream()
                .map(EditionRow::stated)
                .toList();
    }

    @Override
    public Optional<Stated> find(String municipality, String plan, int number) {
        return findByIdOptional(new EditionRow.Key(municipality, plan, number)).map(EditionRow::stated);
    }

    @Override
    public void save(StatedPlan plan, Stated edition, @Nullable String reason) {
        getEntityManager().merge(new PlanRow(plan));
        getEntityManager().merge(new EditionRow(edition));
        getEntityManager().flush();
        getEntityManager().persist(new EditionRevisionRow(edition, reason));
    }

    @Override
    public Optional<Revision> nextRevision(String municipality, String plan, long version) {
        return getEntityManager()
                .createQuery("""
                        from EditionRevisionRow where (municipality, plan, version) > (:municipality, :plan, :version)
                        order by municipality, plan, version""", EditionRevisionRow.class)
                .setParameter("municipality", municipality)
                .setParameter("plan", plan)
                .setParameter("version", version)
                .setMaxResults(1)
                .getResultStream()
                .map(EditionRevisionRow::revision)
                .findFirst();
    }

    @Override
    public Optional<Long> findAdoption(String municipality, String plan, int number) {
        Long version = (Long) getEntityManager()
                .createNativeQuery("""
                        select min(version) from (
                            select version, document = lag(document) over (order by version) as unchanged
                            from edition_revision
                            where municipality = :municipality and plan = :plan and number = :number) revision
                        where unchanged""", Long.class)
                .setParameter("municipality", municipality)
                .setParameter("plan", plan)
                .setParameter("number", number)
                .getSingleResult();
        return Optional.ofNullable(version);
    }

    @Override
    public long countRevisions() {
        return getEntityManager()
                .createQuery("select count(*) from EditionRevisionRow", Long.class)
                .getSingleResult();
    }
}
