package jp.shirube.plan.municipality.postgres;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Page;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import jp.shirube.plan.municipality.Municipalities;

@ApplicationScoped
class PostgresMunicipalities implements Municipalities, PanacheRepositoryBase<MunicipalityRow, String> {

    @Override
    public List<Stated> list(String after, int limit) {
        return find("code > ?1 order by code", after).page(Page.ofSize(limit)).stream()
                .map(MunicipalityRow::stated)
                .toList();
    }

    @Override
    public Optional<Stated> find(String code) {
        return findByIdOptional(code).map(MunicipalityRow::stated);
    }

    @Override
    public void lock(String code) {
        getEntityManager()
                .createNativeQuery("select 1 from (select pg_advisory_xact_lock(hashtextextended(:code, 0))) locked")
                .setParameter("code", code)
                .getSingleResult();
    }

    @Override
    public List<Part> listParts(String code) {
        return getEntityManager()
                .createQuery("from MunicipalityPartRow where municipality = :code", MunicipalityPartRow.class)
                .setParameter("code", code)
                .getResultStream()
                .map(MunicipalityPartRow::part)
                .toList();
    }

    @Override
    public void save(Stated stated, List<Part> changed) {
        getEntityManager().merge(new MunicipalityRow(stated));
        getEntityManager().flush();
        getEntityManager().persist(new MunicipalityRevisionRow(stated));
        changed.forEach(part -> getEntityManager().merge(new MunicipalityPartRow(stated.code(), part)));
    }

    @Override
    public boolean keepNewer(String code, Part part) {
        return getEntityManager()
                        .createNativeQuery("""
                                insert into municipality_part as known (municipality, kind, id, content, version)
                                values (:code, :kind, :id, :content, :version)
                                on conflict (municipality, kind, id) do update
                                set content = excluded.content, version = excluded.version
                                where excluded.version > known.version""")
                        .setParameter("code", code)
                        .setParameter("kind", part.kind().name())
                        .setParameter("id", part.id())
                        .setParameter("content", part.content())
                        .setParameter("version", part.version())
                        .executeUpdate()
                == 1;
    }

    @Override
    public List<Revision> listRevisions(String code) {
        return getEntityManager()
                .createQuery(
                        "from MunicipalityRevisionRow where code = :code order by version",
                        MunicipalityRevisionRow.class)
                .setParameter("code", code)
                .getResultStream()
                .map(MunicipalityRevisionRow::revision)
                .toList();
    }

    @Override
    public Optional<Revision> findRevision(String code, Instant at) {
        return getEntityManager()
                .createQuery("""
                        from MunicipalityRevisionRow where code = :code
                        order by case when recordedAt <= :at then 0 else 1 end,
                            case when recordedAt <= :at then -version else version end""", MunicipalityRevisionRow.class)
                .setParameter("code", code)
                .setParameter("at", at)
                .setMaxResults(1)
                .getResultStream()
                .map(MunicipalityRevisionRow::revision)
                .findFirst();
    }

    @Override
    public long countAll() {
        return count();
    }
}
