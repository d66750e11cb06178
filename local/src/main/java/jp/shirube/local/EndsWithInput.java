package jp.shirube.local;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.jar.Attributes;
import java.util.jar.JarFile;

/**
 * Runs a jar in this JVM, as {@code java -jar} would, and ends when standard input does: the services need not know that they
 * run under a launcher, and none survives a {@code kill -9} of it.
 */
public final class EndsWithInput {

    private static final long PATIENCE_MILLIS = 1500;

    private EndsWithInput() {}

    /** @param arguments the jar, which is also on the class path */
    public static void main(String[] arguments) throws IOException, ReflectiveOperationException {
        Thread watch = new Thread(EndsWithInput::await, "ends-with-input");
        watch.setDaemon(true);
        watch.start();
        String main;
        try (JarFile jar = new JarFile(arguments[0])) {
            main = jar.getManifest().getMainAttributes().getValue(Attributes.Name.MAIN_CLASS);
        }
        try {
            Class.forName(main).getMethod("main", String[].class).invoke(null, (Object) new String[0]);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(main + " failed", e.getCause());
        }
    }

    private static void await() {
        try {
            while (System.in.read() >= 0) {
                // Whatever is said, only the end counts.
            }
        } catch (IOException e) {
            System.err.println("standard input failed, ending: " + e);
        }
        Thread impatient = new Thread(EndsWithInput::haltSoon, "impatient");
        impatient.setDaemon(true);
        impatient.start();
        System.exit(0);
    }

    /** The launcher was killed, so Kafka is going too: nobody answers a polite goodbye, and nothing depends on one. */
    private static void haltSoon() {
        try {
            Thread.sleep(PATIENCE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(0);
    }
}
