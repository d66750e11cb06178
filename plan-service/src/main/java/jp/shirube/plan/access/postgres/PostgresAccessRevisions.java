package jp.shirube.plan.access.postgres;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.Optional;
import jp.shirube.plan.access.AccessRevisions;

@ApplicationScoped
class PostgresAccessRevisions implements AccessRevisions {

    private final EntityManager entities;

    PostgresAccessRevisions(EntityManager entities) {
        this.entities = entities;
    }

    @Override
    public void lock(String municipality) {
        entities.createNativeQuery("select 1 from (select pg_advisory_xact_lock(hashtextextended(:name, 0))) locked")
                .setParameter("name", municipality + "/access")
                .getSingleResult();
    }

    @Override
    public Optional<Revision> findLast(String municipality, String subject) {
        return entities.createQuery(
                        "from AccessRevisionRow where municipality = :code and subject = :subject order by version desc",
                        AccessRevisionRow.class)
                .setParameter("code", municipality)
                .setParameter("subject", subject)
                .setMaxResults(1)
                .getResultStream()
                .map(AccessRevisionRow::revision)
                .findFirst();
    }

    @Override
    public void add(Revision revision) {
        entities.persist(new AccessRevisionRow(revision));
    }

    @Override
    public Optional<Revision> next(String municipality, String subject, long version) {
        return entities.createQuery("""
                        from AccessRevisionRow where municipality > :code
                            or municipality = :code and subject > :subject
                            or municipality = :code and subject = :subject and version > :version
                        order by municipality, subject, version""", AccessRevisionRow.class)
                .setParameter("code", municipality)
                .setParameter("subject", subject)
                .setParameter("version", version)
                .setMaxResults(1)
                .getResultStream()
                .map(AccessRevisionRow::revision)
                .findFirst();
    }

    @Override
    public long countAll() {
        return entities.createQuery("select count(*) from AccessRevisionRow", Long.class)
                .getSingleResult();
    }
}
