package jp.shirube.kpi.collection.reminder.postgres;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.List;
import jp.shirube.kpi.collection.reminder.Contact;
import jp.shirube.kpi.collection.reminder.Contacts;

/** One row per municipality. */
@ApplicationScoped
class PostgresContacts implements Contacts {

    private final EntityManager database;
    private final ObjectMapper json;

    PostgresContacts(EntityManager database, ObjectMapper json) {
        this.database = database;
        this.json = json;
    }

    @Override
    public Stated of(String municipality) {
        @SuppressWarnings("unchecked")
        List<Object[]> rows = database.createNativeQuery(
                        "select version, cast(contacts as text) from collection_contacts where municipality = :municipality",
                        Object[].class)
                .setParameter("municipality", municipality)
                .getResultList();
        return rows.isEmpty()
                ? new Stated(0, List.of())
                : new Stated(((Number) rows.getFirst()[0]).longValue(), read((String) rows.getFirst()[1]));
    }

    @Override
    @Transactional(Transactional.TxType.MANDATORY)
    public void takeTurn(String municipality) {
        database.createNativeQuery(
                        "select 1 from (select pg_advisory_xact_lock(hashtextextended('contacts/' || :municipality, 0))) turn")
                .setParameter("municipality", municipality)
                .getSingleResult();
    }

    @Override
    @Transactional(Transactional.TxType.MANDATORY)
    public void state(String municipality, Stated stated) {
        database.createNativeQuery("""
                        insert into collection_contacts (municipality, version, contacts)
                        values (:municipality, :version, cast(:contacts as jsonb))
                        on conflict (municipality) do update set version = excluded.version, contacts = excluded.contacts""")
                .setParameter("municipality", municipality)
                .setParameter("version", stated.version())
                .setParameter("contacts", json.valueToTree(stated.contacts()).toString())
                .executeUpdate();
    }

    private List<Contact> read(String contacts) {
        try {
            return List.of(json.readValue(contacts, Contact[].class));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what is kept was readable when it came", e);
        }
    }
}
