package jp.shirube.kpi.collection.postgres;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import jp.shirube.kpi.collection.Evidence;
import jp.shirube.kpi.collection.EvidenceFiles;
import jp.shirube.kpi.collection.Item;

@ApplicationScoped
class PostgresEvidenceFiles implements EvidenceFiles {

    private static final String NAMED = """
            from collection_evidence e join evidence_file f on f.municipality = e.municipality and f.sha256 = e.sha256
            where e.municipality = :municipality and e.round = :round and e.item = :item""";

    private final EntityManager database;

    PostgresEvidenceFiles(EntityManager database) {
        this.database = database;
    }

    @Override
    public List<Evidence> list(Item item) {
        return of(
                        item,
                        database.createNativeQuery(
                                "select e.sha256, e.name, f.media_type, f.size, e.at, e.by_whom " + NAMED
                                        + " order by e.at, e.sha256",
                                Object[].class))
                .getResultList()
                .stream()
                .map(row -> evidence((Object[]) row))
                .toList();
    }

    private static Evidence evidence(Object[] row) {
        return new Evidence(
                (String) row[0],
                (String) row[1],
                (String) row[2],
                ((Number) row[3]).intValue(),
                (Instant) row[4],
                (String) row[5]);
    }

    @Override
    public void add(Item item, Evidence evidence, byte[] content) {
        database.createNativeQuery("""
                        insert into evidence_file (municipality, sha256, media_type, size, content)
                        values (:municipality, :sha256, :type, :size, :content) on conflict do nothing""")
                .setParameter("municipality", item.municipality())
                .setParameter("sha256", evidence.sha256())
                .setParameter("type", evidence.mediaType())
                .setParameter("size", evidence.size())
                .setParameter("content", content)
                .executeUpdate();
        of(item, database.createNativeQuery("""
                        insert into collection_evidence (municipality, round, item, sha256, name, at, by_whom)
                        values (:municipality, :round, :item, :sha256, :name, :at, :by)"""))
                .setParameter("sha256", evidence.sha256())
                .setParameter("name", evidence.name())
                .setParameter("at", evidence.at())
                .setParameter("by", evidence.by())
                .executeUpdate();
    }

    @Override
    public Optional<byte[]> content(Item item, String sha256) {
        return of(
                        item,
                        database.createNativeQuery(
                                "select f.content " + NAMED + " and e.sha256 = :sha256", byte[].class))
                .setParameter("sha256", sha256)
                .getResultList()
                .stream()
                .map(byte[].class::cast)
                .findFirst();
    }

    @Override
    public void remove(Item item, String sha256) {
        of(item, database.createNativeQuery("""
                        delete from collection_evidence
                        where municipality = :municipality and round = :round and item = :item and sha256 = :sha256""")).setParameter("sha256", sha256).executeUpdate();
    }

    private static Query of(Item item, Query query) {
        return query.setParameter("municipality", item.municipality())
                .setParameter("round", item.round())
                .setParameter("item", item.id());
    }
}
