package jp.shirube.kpi.collection.reminder;

import java.util.List;
import jp.shirube.problem.Language;

/**
 * 照会の連絡先: whom a reminder of a department is sent to.
 *
 * @param addresses e-mail addresses; all of them in one mail
 */
public record Contact(String department, List<String> addresses, Language language) {

    public Contact {
        addresses = List.copyOf(addresses);
    }
}
