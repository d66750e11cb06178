package jp.shirube.local;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * PostgreSQL and Kafka for tests, in a JVM beside the tests': no class loader of Quarkus can close beneath them, and
 * they end with the tests even if those are killed. Says where they are in a file of two lines.
 */
final class EmbeddedPair {

    private EmbeddedPair() {}

    /** {@code EmbeddedPair <directory> <binaries>}: writes {@code <directory>/ready} when both answer. */
    public static void main(String[] args) throws Exception {
        Path directory = Path.of(args[0]);
        int status = 0;
        try (PostgresServer postgres = PostgresServer.start(
                        Path.of(args[1]),
                        directory.resolve("postgres"),
                        Ports.free(),
                        PostgresServer.Durability.THROWN_AWAY,
                        null,
                        directory.resolve("postgres.log"));
                KafkaBroker kafka = KafkaBroker.start(directory.resolve("kafka"), Ports.free())) {
            Topics.create(kafka.bootstrapServers(), 1);
            Path written = directory.resolve("ready.part");
            Files.write(written, List.of(postgres.superuser().jdbcUrl(), kafka.bootstrapServers()));
            Files.move(written, directory.resolve("ready"), StandardCopyOption.ATOMIC_MOVE);
            KafkaBroker.awaitEndOfInput();
        } catch (Exception e) {
            e.printStackTrace();
            status = 1;
        }
        Directories.delete(directory);
        System.exit(status);
    }
}
