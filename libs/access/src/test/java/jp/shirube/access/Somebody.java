package jp.shirube.access;

import io.quarkus.arc.Arc;
import jp.shirube.apart.AddressedMunicipality;
import org.jspecify.annotations.Nullable;

/** Makes a request, as far as the record sees one. */
public final class Somebody {

    private Somebody() {}

    public static void asks(Caller caller, @Nullable String department, String municipality, Runnable work) {
        var request = Arc.container().requestContext();
        request.activate();
        try {
            CurrentCaller current =
                    Arc.container().instance(CurrentCaller.class).get();
            current.is(caller);
            current.requestIdIs("request-1");
            current.actsFor(department);
            Arc.container().instance(AddressedMunicipality.class).get().is(municipality);
            work.run();
        } finally {
            request.terminate();
        }
    }
}
