package jp.shirube.kpi.collection.postgres;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import jp.shirube.kpi.collection.Comment;
import jp.shirube.kpi.collection.Comments;
import jp.shirube.kpi.collection.Item;
import org.hibernate.Session;

@ApplicationScoped
class PostgresComments implements Comments {

    private final EntityManager database;

    PostgresComments(EntityManager database) {
        this.database = database;
    }

    @Override
    public List<Comment> list(String municipality, String round, String item) {
        return database.createNativeQuery("""
                        select id, reply_to, at, by_whom, department, words from collection_comment
                        where municipality = :municipality and round = :round and item = :item order by id""", Object[].class)
                .setParameter("municipality", municipality)
                .setParameter("round", round)
                .setParameter("item", item)
                .getResultStream()
                .map(row -> comment((Object[]) row))
                .toList();
    }

    private static Comment comment(Object[] row) {
        return new Comment(
                ((Number) row[0]).longValue(),
                row[1] == null ? null : ((Number) row[1]).longValue(),
                (Instant) row[2],
                (String) row[3],
                (String) row[4],
                (String) row[5]);
    }

    @Override
    public Comment add(Item item, Long replyTo, Instant at, String by, String department, String text) {
        long id = ((Number) database.unwrap(Session.class)
                        .createNativeQuery("""
                        insert into collection_comment (municipality, round, item, reply_to, at, by_whom, department, words)
                        values (?, ?, ?, ?, ?, ?, ?, ?) returning id""", Object.class)
                        .setParameter(1, item.municipality())
                        .setParameter(2, item.round())
                        .setParameter(3, item.id())
                        .setParameter(4, replyTo, Long.class)
                        .setParameter(5, at)
                        .setParameter(6, by)
                        .setParameter(7, department, String.class)
                        .setParameter(8, text)
                        .getSingleResult())
                .longValue();
        return new Comment(id, replyTo, at, by, department, text);
    }
}
