package jp.shirube.apart;

import io.quarkus.test.junit.callback.QuarkusTestAfterAllCallback;
import io.quarkus.test.junit.callback.QuarkusTestAfterConstructCallback;
import io.quarkus.test.junit.callback.QuarkusTestBeforeEachCallback;
import io.quarkus.test.junit.callback.QuarkusTestContext;
import io.quarkus.test.junit.callback.QuarkusTestMethodContext;
import java.util.Objects;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/**
 * What a test does to the database by itself, and in threads it starts, it does as the owner of the tables; the service beside it
 * works in the roles it always works in.
 */
public final class TestThread
        implements QuarkusTestAfterConstructCallback, QuarkusTestBeforeEachCallback, QuarkusTestAfterAllCallback {

    private static final InheritableThreadLocal<@Nullable InTheNameOf> OWNER = new InheritableThreadLocal<>();

    private static void isTheOwner() {
        ConfigProvider.getConfig()
                .getOptionalValue("quarkus.flyway.username", String.class)
                .ifPresent(owner -> OWNER.set(new InTheNameOf(owner, "", true)));
        InTheNameOf.otherwise(() -> Objects.requireNonNullElse(OWNER.get(), InTheNameOf.nobody()));
    }

    @Override
    public void afterConstruct(Object test) {
        isTheOwner();
    }

    @Override
    public void beforeEach(QuarkusTestMethodContext context) {
        isTheOwner();
    }

    @Override
    public void afterAll(QuarkusTestContext context) {
        OWNER.remove();
    }
}
