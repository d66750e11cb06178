package jp.shirube.access;

import jakarta.enterprise.context.RequestScoped;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who makes the request that is being answered. */
@RequestScoped
public class CurrentCaller {

    private Caller caller = Caller.ANONYMOUS;
    private String requestId = UUID.randomUUID().toString();
    private @Nullable String actingFor;
    private @Nullable String home;

    public Caller get() {
        return caller;
    }

    void is(Caller known) {
        caller = known;
    }

    /** The municipality they are of, whatever the address names; null for nobody's and for whoever is of none. */
    public @Nullable String home() {
        return home;
    }

    void isOf(@Nullable String municipality) {
        home = municipality;
    }

    /** Goes through logs, answers ({@code X-Request-Id}) and the audit. */
    public String requestId() {
        return requestId;
    }

    void requestIdIs(String id) {
        requestId = id;
    }

    /** Id of the department in whose name they act; null for whoever acts for none. */
    public @Nullable String actingFor() {
        return actingFor;
    }

    public void actsFor(@Nullable String department) {
        actingFor = department;
    }
}
