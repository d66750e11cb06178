package jp.shirube.local;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Whether a Docker daemon really answers; that the {@code docker} command exists proves nothing. */
final class Docker {

    private Docker() {}

    static boolean answers(@Nullable String dockerHost) {
        FutureTask<Boolean> ping = new FutureTask<>(() -> ping(address(dockerHost)));
        Thread thread = new Thread(ping, "docker-ping");
        thread.setDaemon(true);
        thread.start();
        try {
            return ping.get(3, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static SocketAddress address(@Nullable String dockerHost) {
        URI uri = URI.create(dockerHost == null || dockerHost.isBlank() ? "unix:///var/run/docker.sock" : dockerHost);
        return "unix".equals(uri.getScheme())
                ? UnixDomainSocketAddress.of(uri.getPath())
                : new InetSocketAddress(uri.getHost(), uri.getPort() < 0 ? 2375 : uri.getPort());
    }

    private static boolean ping(SocketAddress address) throws IOException {
        boolean local = address instanceof UnixDomainSocketAddress;
        if (local && !Files.exists(Path.of(address.toString()))) {
            return false;
        }
        try (SocketChannel channel = local ? SocketChannel.open(StandardProtocolFamily.UNIX) : SocketChannel.open()) {
            channel.connect(address);
            channel.write(ByteBuffer.wrap("GET /_ping HTTP/1.0\r\nHost: docker\r\n\r\n".getBytes(US_ASCII)));
            ByteBuffer answer = ByteBuffer.allocate(64);
            while (answer.position() < 12 && channel.read(answer) >= 0) {
                // "HTTP/1.1 200"
            }
            return new String(answer.array(), 0, answer.position(), US_ASCII).matches("(?s)HTTP/1\\.[01] 200.*");
        }
    }
}
