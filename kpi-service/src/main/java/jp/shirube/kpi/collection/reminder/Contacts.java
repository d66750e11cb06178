package jp.shirube.kpi.collection.reminder;

import java.util.List;
import java.util.Optional;

/** The contacts of each municipality. */
public interface Contacts {

    /**
     * All of a municipality.
     *
     * @param version counts the states, 0 where none was ever stated
     */
    record Stated(long version, List<Contact> contacts) {

        public Optional<Contact> find(String department) {
            return contacts.stream()
                    .filter(contact -> contact.department().equals(department))
                    .findFirst();
        }
    }

    Stated of(String municipality);

    /** Until the end of the transaction nobody else states those of this municipality. */
    void takeTurn(String municipality);

    void state(String municipality, Stated stated);
}
