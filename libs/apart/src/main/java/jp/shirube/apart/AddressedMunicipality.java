package jp.shirube.apart;

import io.quarkus.arc.Unremovable;
import jakarta.enterprise.context.RequestScoped;
import org.jspecify.annotations.Nullable;

/** The municipality the address of this request names; none where it names none. */
@RequestScoped
@Unremovable
public class AddressedMunicipality {

    private @Nullable String code;

    public @Nullable String code() {
        return code;
    }

    public void is(String addressed) {
        code = addressed;
    }
}
