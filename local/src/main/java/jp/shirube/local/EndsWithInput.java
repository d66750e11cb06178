package jp.shirube.local;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;

/**
 * Runs another main class in this JVM and ends when standard input does: the services need not know that they run under a
 * launcher, and none survives a {@code kill -9} of it. The class is loaded from the class path behind this one.
 */
public final class EndsWithInput {

    private EndsWithInput() {}

    /** @param arguments the main class, then its arguments */
    public static void main(String[] arguments) throws ReflectiveOperationException {
        Thread watch = new Thread(EndsWithInput::await, "ends-with-input");
        watch.setDaemon(true);
        watch.start();
        try {
            Class.forName(arguments[0]).getMethod("main", String[].class).invoke(null, (Object)
                    Arrays.copyOfRange(arguments, 1, arguments.length));
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(arguments[0] + " failed", e.getCause());
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
        System.exit(0);
    }
}
