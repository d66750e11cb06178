package jp.shirube.pages;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Named;
import java.util.function.Function;
import java.util.stream.Collectors;
import jp.shirube.access.CurrentCaller;
import jp.shirube.access.Grant;
import jp.shirube.access.Role;

/** Whoever looks at a page, as its head shows them. */
@Named("visitor")
@RequestScoped
public class Visitor {

    private final CurrentCaller caller;

    Visitor(CurrentCaller caller) {
        this.caller = caller;
    }

    public boolean isSignedIn() {
        return !caller.get().isAnonymous();
    }

    public String getName() {
        return caller.get().name();
    }

    /** What they are here, in words; empty where they are a resident like everybody. */
    public String getRoles() {
        return roles(Role::ja, "・");
    }

    /** The same in English. */
    public String getRolesInEnglish() {
        return roles(Role::en, ", ");
    }

    private String roles(Function<Role, String> word, String between) {
        return caller.get().grants().stream()
                .map(Grant::role)
                .filter(role -> role != Role.RESIDENT)
                .distinct()
                .sorted()
                .map(word)
                .collect(Collectors.joining(between));
    }
}
