package jp.shirube.system.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The network between two parts, which can be slow, cut or silent.
 *
 * <p>A silence is the worst of them: nothing arrives and nothing says so. Connections that lived through one never speak again on
 * the client's side, as when a firewall has forgotten them; the server's side of them is closed when the silence ends, as its
 * keep-alive would have done.
 */
final class TcpProxy implements AutoCloseable {

    private enum Mood {
        PASSING,
        CUT,
        SILENT
    }

    private static final class Connection {
        final Socket client;
        final Socket server;
        volatile boolean lost;

        Connection(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }
    }

    private final int target;
    private final int port;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final Set<Socket> unanswered = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile Mood mood = Mood.PASSING;
    private volatile Duration delay = Duration.ZERO;
    private volatile boolean closed;
    private volatile ServerSocket listening;

    TcpProxy(int target) throws IOException {
        this.target = target;
        this.listening = listen(0);
        this.port = listening.getLocalPort();
        threads.execute(this::accept);
    }

    int port() {
        return port;
    }

    private static ServerSocket listen(int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 200);
        return socket;
    }

    /** Every piece of data is late by this much, in both directions. */
    void slow(Duration by) {
        delay = by;
    }

    /** Every connection breaks, none can be made. */
    void cut() {
        mood = Mood.CUT;
        connections.forEach(this::end);
    }

    /** Nothing passes and nobody is told. */
    void silence() {
        mood = Mood.SILENT;
        connections.forEach(connection -> connection.lost = true);
    }

    /** New connections are as they should be. */
    void heal() {
        mood = Mood.PASSING;
        delay = Duration.ZERO;
        connections.stream().filter(connection -> connection.lost).forEach(connection -> close(connection.server));
    }

    @Override
    public void close() {
        closed = true;
        close(listening);
        connections.forEach(this::end);
        unanswered.forEach(TcpProxy::close);
        threads.shutdownNow();
    }

    private void accept() {
        while (!closed) {
            try {
                Socket client = listening.accept();
                switch (mood) {
                    case CUT -> close(client);
                    case SILENT -> unanswered.add(client);
                    case PASSING -> threads.execute(() -> connect(client));
                }
            } catch (IOException e) {
                if (!closed) {
                    awaitTarget();
                }
            }
        }
    }

    /** Where nobody listens, connections are refused here too, and not taken and broken off. */
    private void awaitTarget() {
        while (!closed) {
            try (Socket trial = new Socket()) {
                trial.connect(new InetSocketAddress("127.0.0.1", target), 2000);
                listening = listen(port);
                return;
            } catch (IOException e) {
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void connect(Socket client) {
        Socket server = new Socket();
        Connection connection = new Connection(client, server);
        try {
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            server.connect(new InetSocketAddress("127.0.0.1", target), 2000);
        } catch (IOException e) {
            end(connection);
            close(listening);
            return;
        }
        connections.add(connection);
        threads.execute(() -> pump(connection, client, server));
        pump(connection, server, client);
    }

    private void pump(Connection connection, Socket from, Socket to) {
        byte[] buffer = new byte[64 * 1024];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                if (!delay.isZero()) {
                    Thread.sleep(delay);
                }
                // What is said into a silence is lost; the sender notices nothing.
                if (!connection.lost) {
                    out.write(buffer, 0, n);
                    out.flush();
                }
            }
        } catch (IOException e) {
            // One side has gone; below the other learns of it, unless it is not to.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (connection.lost && from != connection.client) {
            return;
        }
        end(connection);
    }

    private void end(Connection connection) {
        close(connection.client);
        close(connection.server);
        connections.remove(connection);
    }

    private static void close(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception e) {
            // It is to be gone, and it is.
        }
    }
}
