package jp.shirube.local;

import com.sun.net.httpserver.HttpServer;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** Obeys the launcher as a service does: its port, its health, its end with its input. */
final class StandInService {

    private StandInService() {}

    public static void main(String[] args) throws Exception {
        int port = Integer.parseInt(System.getenv("QUARKUS_HTTP_PORT"));
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
        server.createContext("/", exchange -> {
            byte[] body = (args[0] + " " + System.getenv("QUARKUS_DATASOURCE_JDBC_URL") + " "
                            + System.getenv("QUARKUS_DATASOURCE_PASSWORD") + " "
                            + System.getenv("KAFKA_BOOTSTRAP_SERVERS") + " "
                            + System.getenv("QUARKUS_OIDC_AUTH_SERVER_URL") + " "
                            + System.getenv("QUARKUS_OIDC_CLIENT_ID") + " "
                            + System.getenv("SHIRUBE_SESSION_SECRET") + " "
                            + System.getenv("SHIRUBE_SIGN_IN_MUNICIPALITIES") + " "
                            + System.getenv("SHIRUBE_SIGN_IN_ROLES_CLAIM") + " "
                            + System.getenv("KAFKA_SASL_MECHANISM") + " "
                            + System.getenv("KAFKA_SASL_JAAS_CONFIG"))
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
            if (exchange.getRequestURI().getPath().endsWith("/die")) {
                System.out.println("asked to die");
                System.exit(7);
            }
        });
        server.start();
        KafkaBroker.awaitEndOfInput();
        System.exit(0);
    }
}
