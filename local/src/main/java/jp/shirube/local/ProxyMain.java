package jp.shirube.local;

import java.util.concurrent.CountDownLatch;

/**
 * The one address alone, for machines where the rest is started by somebody else (docker compose). Environment:
 * {@code SHIRUBE_PLAN_TARGETS}, {@code SHIRUBE_KPI_TARGETS}, {@code SHIRUBE_REPORT_TARGETS} (each {@code host:port},
 * several with commas), {@code SHIRUBE_HOST} (0.0.0.0), {@code SHIRUBE_PORT} (8080).
 */
public final class ProxyMain {

    private ProxyMain() {}

    public static void main(String[] args) throws Exception {
        Routes routes = new Routes(
                Routes.targets(required("SHIRUBE_PLAN_TARGETS")),
                Routes.targets(required("SHIRUBE_KPI_TARGETS")),
                Routes.targets(required("SHIRUBE_REPORT_TARGETS")));
        String host = System.getenv().getOrDefault("SHIRUBE_HOST", "0.0.0.0");
        int port = Integer.parseInt(System.getenv().getOrDefault("SHIRUBE_PORT", "8080"));
        OneAddress address = OneAddress.start(host, port, routes);
        Runtime.getRuntime().addShutdownHook(new Thread(address::close));
        System.out.println("listening on " + host + ":" + address.port() + " " + routes);
        new CountDownLatch(1).await();
    }

    private static String required(String name) {
        String value = System.getenv(name);
        if (value == null || value.isBlank()) {
            System.err.println(name + " is missing: host:port of the service, several with commas");
            System.exit(2);
            throw new IllegalStateException();
        }
        return value;
    }
}
