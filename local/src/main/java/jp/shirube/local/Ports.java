package jp.shirube.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Ports of this machine's own address, 127.0.0.1. */
final class Ports {

    private Ports() {}

    /** A port nobody listens to at the moment. */
    static int free() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static boolean isTaken(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            // A port in TIME_WAIT after a restart is not taken.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress("127.0.0.1", port), 1);
            return false;
        } catch (IOException e) {
            return true;
        }
    }
}
