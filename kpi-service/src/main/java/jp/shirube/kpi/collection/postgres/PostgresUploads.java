package jp.shirube.kpi.collection.postgres;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import jp.shirube.kpi.collection.Uploads;

@ApplicationScoped
class PostgresUploads implements Uploads {

    private final EntityManager database;

    PostgresUploads(EntityManager database) {
        this.database = database;
    }

    @Override
    public void keep(Upload upload, Instant forgetBefore) {
        database.createNativeQuery("delete from collection_upload where municipality = ? and at < ?")
                .setParameter(1, upload.municipality())
                .setParameter(2, forgetBefore)
                .executeUpdate();
        database.createNativeQuery("""
                        insert into collection_upload (municipality, round, id, name, at, by_whom, content)
                        values (?, ?, ?, ?, ?, ?, ?)""")
                .setParameter(1, upload.municipality())
                .setParameter(2, upload.round())
                .setParameter(3, upload.id())
                .setParameter(4, upload.name())
                .setParameter(5, upload.at())
                .setParameter(6, upload.by())
                .setParameter(7, upload.content())
                .executeUpdate();
    }

    @Override
    public Optional<Upload> find(String municipality, String round, UUID id) {
        return database.createNativeQuery(
                        "select name, at, by_whom, content from collection_upload"
                                + " where municipality = :municipality and round = :round and id = :id",
                        Object[].class)
                .setParameter("municipality", municipality)
                .setParameter("round", round)
                .setParameter("id", id)
                .getResultStream()
                .findFirst()
                .map(found -> {
                    Object[] row = (Object[]) found;
                    return new Upload(
                            municipality, round, id, (String) row[0], (Instant) row[1], (String) row[2], (byte[])
                                    row[3]);
                });
    }
}
