package jp.shirube.kpi.collection.reminder.application;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;
import jp.shirube.access.audit.Audit;
import jp.shirube.kpi.actual.ActualProblems;
import jp.shirube.kpi.collection.reminder.Contact;
import jp.shirube.kpi.collection.reminder.Contacts;
import jp.shirube.kpi.received.IndicatorKey;
import jp.shirube.kpi.received.Indicators;
import jp.shirube.kpi.received.Reporting;
import jp.shirube.problem.Fault;
import jp.shirube.problem.ProblemException;
import jp.shirube.problem.ProblemType;
import jp.shirube.responsibility.Offices;
import org.jspecify.annotations.Nullable;

/** States whom departments' reminders are sent to, and tells it. */
@ApplicationScoped
public class StateContacts {

    private final Contacts contacts;
    private final Indicators indicators;
    private final Reporting reporting;
    private final Audit audit;
    private final ObjectMapper json;

    StateContacts(Contacts contacts, Indicators indicators, Reporting reporting, Audit audit, ObjectMapper json) {
        this.contacts = contacts;
        this.indicators = indicators;
        this.reporting = reporting;
        this.audit = audit;
        this.json = json;
    }

    /** @throws ProblemException where nothing is known of the municipality */
    @Transactional
    public Contacts.Stated get(String municipality) {
        requireMunicipality(municipality);
        return contacts.of(municipality);
    }

    /**
     * @param faults those the reader has found already
     * @throws ProblemException for every fault at once; 428 without If-Match where contacts are stated, 412 with a stale one
     */
    @Transactional
    public Contacts.Stated state(
            String municipality, List<Contact> wanted, List<Fault> faults, @Nullable String ifMatch) {
        requireMunicipality(municipality);
        Offices departments = reporting.departments(municipality);
        List<Fault> all = new ArrayList<>(faults);
        for (int i = 0; i < wanted.size(); i++) {
            String department = wanted.get(i).department();
            if (!department.isEmpty() && departments.find(department).isEmpty()) {
                all.add(Fault.at(
                        "/contacts/" + i + "/department",
                        "「" + department + "」という課は、この自治体にありません（または、まだ届いていません）。",
                        "The municipality has no department " + department + ", or it has not arrived here yet."));
            }
        }
        if (!all.isEmpty()) {
            throw new ProblemException(ProblemType.INVALID, all);
        }
        contacts.takeTurn(municipality);
        Contacts.Stated before = contacts.of(municipality);
        if (before.version() > 0 && before.contacts().equals(wanted)) {
            return before;
        }
        requireSeen(ifMatch, before.version());
        Contacts.Stated after = new Contacts.Stated(before.version() + 1, wanted);
        contacts.state(municipality, after);
        audit.changed(
                "collection-contacts.state",
                municipality + "/collection-contacts",
                before.version() == 0 ? null : written(before),
                written(after),
                null);
        return after;
    }

    private static void requireSeen(@Nullable String ifMatch, long version) {
        String etag = "\"" + version + "\"";
        if (ifMatch == null && version > 0) {
            throw new ProblemException(
                    ActualProblems.PRECONDITION_REQUIRED,
                    "連絡先はすでに登録されています。いまの状態 " + etag + " をIf-Matchに指定してください。",
                    "Contacts are stated already. Name the present state " + etag + " in If-Match.");
        }
        if (ifMatch != null
                && !ifMatch.strip().equals(etag)
                && !(ifMatch.strip().equals("*") && version > 0)) {
            throw new ProblemException(
                    ActualProblems.PRECONDITION_FAILED,
                    "If-Matchの状態は古くなっています。いまの状態は " + etag + " です。読み直してから変更してください。",
                    "The state If-Match names has changed; the present one is " + etag + ". Read it again first.");
        }
    }

    private void requireMunicipality(String municipality) {
        if (!IndicatorKey.isCode(municipality) || !indicators.knowsMunicipality(municipality)) {
            throw new ProblemException(
                    ProblemType.NOT_FOUND,
                    "この自治体のことは、まだこのサービスに届いていません。",
                    "Nothing of this municipality has arrived here yet.");
        }
    }

    private String written(Contacts.Stated stated) {
        return json.valueToTree(stated.contacts()).toString();
    }
}
