package jp.shirube.apart;

import io.quarkus.arc.Unremovable;
import jakarta.enterprise.context.RequestScoped;
import org.jspecify.annotations.Nullable;

/** The municipality the address of this request names. Until one is named, the request gets at no row. */
@RequestScoped
@Unremovable
public class AddressedMunicipality {

    private @Nullable InTheNameOf inWhoseName;

    public void is(String code) {
        inWhoseName = new InTheNameOf(InTheNameOf.APPLICATION, code, false);
    }

    /** Whoever makes the request is one of those who work on drafts there. */
    public void showsDrafts() {
        if (inWhoseName != null) {
            inWhoseName = new InTheNameOf(inWhoseName.role(), inWhoseName.municipality(), true);
        }
    }

    /** Null where it names none. */
    public @Nullable String code() {
        return inWhoseName == null || inWhoseName.municipality().isEmpty() ? null : inWhoseName.municipality();
    }

    /** An operator's request, which is about the whole installation. */
    public void isAll() {
        inWhoseName = InTheNameOf.THE_SYSTEM;
    }

    @Nullable
    InTheNameOf inWhoseName() {
        return inWhoseName;
    }
}
