package jp.shirube.local;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A real PostgreSQL 18 from Maven Central, in one directory: {@code binaries/} unpacked once, {@code data/} kept.
 *
 * <p>The library beneath turns {@code fsync} and {@code synchronous_commit} off; here they are on unless the server is
 * {@linkplain Durability#THROWN_AWAY thrown away} with its tests.
 */
public final class PostgresServer implements AutoCloseable {

    /** Whether what was committed has to outlive a crash. */
    public enum Durability {
        KEPT,
        THROWN_AWAY
    }

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final EmbeddedPostgres server;
    private final Path data;
    private final Database superuser;

    private PostgresServer(EmbeddedPostgres server, Path data, Database superuser) {
        this.server = server;
        this.data = data;
        this.superuser = superuser;
    }

    /**
     * Starts the server, or starts it anew if an earlier one of the same data directory was left behind.
     *
     * @param password of the superuser; null leaves the server open to everybody on this machine (tests only)
     * @param log where the server's own words go
     */
    public static PostgresServer start(
            Path binaries, Path data, int port, Durability durability, @Nullable String password, Path log)
            throws IOException {
        Files.createDirectories(binaries);
        Files.createDirectories(data.toAbsolutePath().getParent());
        stopLeftBehind(data);
        forgetHalfMade(data);
        // The library clears this directory of what it takes for its own; never let that be the shared /tmp.
        System.setProperty("ot.epg.working-dir", binaries.toString());
        String onOff = durability == Durability.KEPT ? "on" : "off";
        ProcessBuilder.Redirect words = ProcessBuilder.Redirect.appendTo(log.toFile());
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(binaries.toFile())
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setPort(port)
                .setPGStartupWait(PATIENCE)
                .setOutputRedirector(words)
                .setErrorRedirector(words)
                .setLocaleConfig("locale-provider", "builtin")
                .setLocaleConfig("builtin-locale", "C.UTF-8")
                .setLocaleConfig("locale", "C")
                .setServerConfig("fsync", onOff)
                .setServerConfig("synchronous_commit", onOff)
                .setServerConfig("full_page_writes", onOff)
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("unix_socket_directories", "")
                .setServerConfig("shared_buffers", "64MB");
        if (password != null) {
            builder.setConnectConfig("password", password);
        }
        EmbeddedPostgres server = builder.start();
        String url = "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
        PostgresServer started =
                new PostgresServer(server, data, new Database(url, "postgres", password == null ? "" : password));
        if (password != null) {
            started.askForPasswords(password);
        }
        return started;
    }

    public int port() {
        return server.getPort();
    }

    public Database superuser() {
        return superuser;
    }

    /** The database of that service, created with its logins if missing. */
    public ServiceDatabase database(String name, String service, String ownerPassword, String password)
            throws SQLException {
        return superuser.create(name, service, ownerPassword, password);
    }

    /** Stops within five seconds: clients are disconnected, what they committed is on disk. */
    @Override
    public void close() throws IOException {
        server.close();
        stopLeftBehind(data);
    }

    /** A fresh cluster trusts everybody who can reach 127.0.0.1; from now on it asks for the password. */
    private void askForPasswords(String password) throws IOException {
        Path rules = data.resolve("pg_hba.conf");
        List<String> wanted = List.of("# Written by Shirube.", "host all all 127.0.0.1/32 scram-sha-256");
        if (Files.readAllLines(rules).equals(wanted)) {
            return;
        }
        try (var connection = superuser.connect();
                var statement = connection.createStatement()) {
            statement.execute("alter role postgres password " + statement.enquoteLiteral(password));
            Files.write(rules, wanted);
            statement.execute("select pg_reload_conf()");
        } catch (SQLException e) {
            throw new IOException("could not set the password of PostgreSQL's superuser: " + e.getMessage(), e);
        }
    }

    /**
     * Stops a server that still runs on this data directory after its launcher was killed, and forgets the note of one
     * that is gone.
     *
     * @return the process that was stopped
     */
    public static Optional<Long> stopLeftBehind(Path data) throws IOException {
        Path note = data.resolve("postmaster.pid");
        if (!Files.exists(note)) {
            return Optional.empty();
        }
        Optional<ProcessHandle> postgres =
                readPid(note).flatMap(ProcessHandle::of).filter(PostgresServer::isPostgres);
        if (postgres.isEmpty() || !isOf(data, note)) {
            // The number belongs to nobody, or to a stranger: the machine was restarted. PostgreSQL would refuse.
            Files.deleteIfExists(note);
            return Optional.empty();
        }
        ProcessHandle process = postgres.get();
        // SIGTERM waits for clients to leave and SIGQUIT skips the checkpoint; SIGINT is the fast, clean stop.
        signal(process, "INT");
        if (!ended(process, 5)) {
            signal(process, "QUIT");
            if (!ended(process, 5)) {
                process.destroyForcibly();
                ended(process, 5);
            }
        }
        Files.deleteIfExists(note);
        return Optional.of(process.pid());
    }

    private static Optional<Long> readPid(Path note) throws IOException {
        List<String> lines = Files.readAllLines(note);
        try {
            return lines.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Long.parseLong(lines.get(0).strip()));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static boolean isPostgres(ProcessHandle process) {
        return process.info()
                .command()
                .map(command -> new File(command).getName().startsWith("postgres"))
                .orElse(false);
    }

    /** The second line of the note is the data directory as the server saw it. */
    private static boolean isOf(Path data, Path note) throws IOException {
        List<String> lines = Files.readAllLines(note);
        if (lines.size() < 2) {
            return false;
        }
        Path noted = Path.of(lines.get(1));
        return Files.exists(noted) && Files.isSameFile(noted, data);
    }

    /** A first start that was interrupted leaves a directory initdb refuses; there is nothing in it to keep. */
    private static void forgetHalfMade(Path data) throws IOException {
        // global/pg_control is complete only when initdb has run its bootstrap; PG_VERSION is the first file.
        if (Files.isDirectory(data) && !Files.exists(data.resolve("shirube-complete"))) {
            if (!Files.exists(data.resolve("postgresql.conf")) || !Files.exists(data.resolve("global/pg_control"))) {
                Directories.delete(data);
            }
        }
    }

    private static void signal(ProcessHandle process, String name) throws IOException {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor(2, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean ended(ProcessHandle process, int seconds) {
        CompletableFuture<ProcessHandle> end = process.onExit();
        try {
            end.get(seconds, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            return !process.isAlive();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return !process.isAlive();
        }
    }
}
