package jp.shirube.plan.access.application;

import jp.shirube.access.Caller;
import org.jspecify.annotations.Nullable;

/** Who states something. @param name as people know them; null where nobody has signed in */
public record Author(String id, @Nullable String name) {

    public static Author of(Caller caller) {
        return new Author(caller.id(), caller.name().isEmpty() ? null : caller.name());
    }
}
