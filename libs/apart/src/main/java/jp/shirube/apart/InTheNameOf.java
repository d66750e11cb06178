package jp.shirube.apart;

import io.quarkus.arc.Arc;
import io.quarkus.arc.ArcContainer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * In whose name what runs now speaks to the database. A request speaks for the municipality its address names; work without a
 * request says that it is the system's.
 *
 * @param role the database role it takes
 * @param municipality 全国地方公共団体コード, empty where the role is of none
 * @param seesDrafts whether editions that have not been adopted are there for them (案)
 */
public record InTheNameOf(String role, String municipality, boolean seesDrafts) {

    /** Sees the rows of one municipality. Owns nothing. */
    public static final String APPLICATION = "shirube_app";

    /** Sees all rows: relay, consumers, operators' commands and the few questions over all municipalities. Owns nothing. */
    public static final String SYSTEM = "shirube_system";

    private static final InTheNameOf NOBODY = new InTheNameOf("none", "", false);
    static final InTheNameOf THE_SYSTEM = new InTheNameOf(SYSTEM, "", true);
    private static final ThreadLocal<@Nullable InTheNameOf> SAID = new ThreadLocal<>();

    /** Whoever has not said in whose name they work, nor makes a request that tells it. Tests put themselves in its place. */
    private static volatile Supplier<InTheNameOf> otherwise = () -> NOBODY;

    static InTheNameOf now() {
        InTheNameOf said = SAID.get();
        if (said != null) {
            return said;
        }
        ArcContainer beans = Arc.container();
        if (beans == null || !beans.requestContext().isActive()) {
            return otherwise.get();
        }
        InTheNameOf addressed =
                beans.instance(AddressedMunicipality.class).get().inWhoseName();
        return addressed == null ? otherwise.get() : addressed;
    }

    /** From now on, whatever this thread does: for one that does nothing else. */
    public static void thisThreadIsTheSystem() {
        SAID.set(THE_SYSTEM);
    }

    static void otherwise(Supplier<InTheNameOf> who) {
        otherwise = who;
    }

    static InTheNameOf nobody() {
        return NOBODY;
    }

    /** Does the work as the system. Every use is a hole in the wall and stands in docs/threat-model.md. */
    public static void theSystem(Runnable work) {
        theSystem(() -> {
            work.run();
            return true;
        });
    }

    /** Asks as the system. */
    public static <T extends @Nullable Object> T theSystem(Supplier<T> work) {
        return as(THE_SYSTEM, work);
    }

    /** Asks what everybody may see, of all municipalities. */
    public static <T extends @Nullable Object> T everybody(Supplier<T> work) {
        return as(new InTheNameOf(SYSTEM, "", false), work);
    }

    /** Asks for one municipality, whatever the request addresses. */
    public static <T extends @Nullable Object> T municipality(String code, Supplier<T> work) {
        return as(new InTheNameOf(APPLICATION, code, false), work);
    }

    private static <T extends @Nullable Object> T as(InTheNameOf name, Supplier<T> work) {
        InTheNameOf before = SAID.get();
        SAID.set(name);
        try {
            return work.get();
        } finally {
            if (before == null) {
                SAID.remove();
            } else {
                SAID.set(before);
            }
        }
    }
}
