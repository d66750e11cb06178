package jp.shirube.local;

import java.io.File;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jp.shirube.local.issuer.DevelopmentIssuer;

/** Where things are: the checkout, the state directory, the ports. */
record Settings(Path checkout, Path home, Map<String, String> environment, List<ServiceSpec> services) {

    /** A service as it is started: name (also of its database and its log), port, arguments of {@code java}. */
    record ServiceSpec(String name, Port port, List<String> arguments) {

        String database() {
            return name.substring(0, name.indexOf('-'));
        }
    }

    /** A port, what it is for, and the environment variable that changes it. */
    record Port(int number, String ja, String en, String variable) {}

    /** Where report-, plan- and kpi-service's screens take the code of a sign-in; each must be said in that service's settings. */
    static final List<String> SIGN_IN_PATHS = List.of("/sign-in", "/plans/sign-in", "/collection/sign-in");

    static final List<String> SIGNED_OUT_PATHS = List.of("/", "/plans", "/collection");

    /** The last one stands in the jar's manifest too, which counts only for {@code java -jar}; newer JDKs want it. */
    private static final List<String> SERVICE_FLAGS = List.of(
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xmx256m",
            "-XX:+ExitOnOutOfMemoryError",
            "--add-opens=java.base/java.lang=ALL-UNNAMED");

    static Settings of(Path checkout, Map<String, String> environment) {
        Path home = environment.containsKey("SHIRUBE_HOME")
                ? Path.of(environment.getOrDefault("SHIRUBE_HOME", "")).toAbsolutePath()
                : checkout.resolve(".shirube");
        List<ServiceSpec> services = new ArrayList<>();
        for (String name : List.of("plan", "kpi", "report")) {
            List<String> arguments = new ArrayList<>(SERVICE_FLAGS);
            arguments.addAll(membership(name));
            String jar = checkout.resolve(name + "-service/target/quarkus-app/quarkus-run.jar")
                    .toString();
            arguments.add("-cp");
            arguments.add(jar + File.pathSeparator + ownClasses());
            arguments.add(EndsWithInput.class.getName());
            arguments.add(jar);
            int port = 8081 + services.size();
            services.add(new ServiceSpec(
                    name + "-service",
                    port(
                            environment,
                            "SHIRUBE_" + name.toUpperCase(Locale.ROOT) + "_PORT",
                            port,
                            name + "-service",
                            name + "-service"),
                    arguments));
        }
        return new Settings(checkout, home, environment, services);
    }

    /**
     * A fixed place in each consumer group: a service that comes back takes over its own partitions at once, where Kafka would
     * otherwise wait for the one that was killed to be missed.
     */
    private static List<String> membership(String name) {
        return Stream.of("plan", "kpi", "progress")
                .filter(channel -> name.equals("report") || (name.equals("kpi") && channel.equals("plan")))
                .map(channel -> "-Dmp.messaging.incoming." + channel + ".group.instance.id=" + name + "-" + channel)
                .toList();
    }

    /** Where the launcher itself was loaded from: the checkout may be a test's. */
    private static Path ownClasses() {
        try {
            return Path.of(EndsWithInput.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("a class path entry is always a file", e);
        }
    }

    Port address() {
        return port(environment, "SHIRUBE_PORT", 8080, "窓口", "the one address");
    }

    /** 発行者: signs demo accounts in. */
    Port issuer() {
        return port(environment, "SHIRUBE_ISSUER_PORT", 8084, "開発用の発行者", "the development issuer");
    }

    /** メールサーバー: keeps the mails it gets. */
    Port mail() {
        return port(environment, "SHIRUBE_MAIL_PORT", 8025, "メールサーバー", "the mail server");
    }

    Port postgres() {
        return port(environment, "SHIRUBE_POSTGRES_PORT", 15432, "PostgreSQL", "PostgreSQL");
    }

    Port kafka() {
        return port(environment, "SHIRUBE_KAFKA_PORT", 19092, "Kafka", "Kafka");
    }

    List<Port> ports() {
        List<Port> all = new ArrayList<>();
        all.add(address());
        services.forEach(service -> all.add(service.port()));
        all.add(issuer());
        all.add(mail());
        all.add(postgres());
        all.add(kafka());
        return all;
    }

    String baseUrl() {
        return "http://127.0.0.1:" + address().number();
    }

    String issuerUrl() {
        return DevelopmentIssuer.address(issuer().number());
    }

    /** Where the screens behind the one address are answered after signing in or out, by either name of this machine. */
    Set<URI> screens(List<String> paths) {
        return Stream.of("127.0.0.1", "localhost")
                .flatMap(host -> paths.stream()
                        .map(path ->
                                URI.create("http://" + host + ":" + address().number() + path)))
                .collect(Collectors.toUnmodifiableSet());
    }

    Path accounts() {
        return checkout.resolve("samples/accounts.yaml");
    }

    Path secrets() {
        return home.resolve("secrets.properties");
    }

    Path mails() {
        return home.resolve("mails");
    }

    Path logs() {
        return home.resolve("logs");
    }

    /** Replicas behind the one address; by default the service that is started here. */
    List<Routes.Target> targets(int service) {
        ServiceSpec spec = services.get(service);
        String wanted = environment.getOrDefault(spec.port().variable().replace("_PORT", "_TARGETS"), "");
        return wanted.isBlank()
                ? List.of(new Routes.Target("127.0.0.1", spec.port().number()))
                : Routes.targets(wanted);
    }

    private static Port port(Map<String, String> environment, String variable, int usual, String ja, String en) {
        String wanted = environment.getOrDefault(variable, "");
        if (wanted.isBlank()) {
            return new Port(usual, ja, en, variable);
        }
        if (!wanted.matches("[0-9]{1,5}") || Integer.parseInt(wanted) < 1 || Integer.parseInt(wanted) > 65535) {
            throw new Refusal(
                    Refusal.USAGE,
                    variable + " は 1 から 65535 の番号にしてください: " + wanted + " / " + variable
                            + " must be a port number from 1 to 65535: " + wanted);
        }
        return new Port(Integer.parseInt(wanted), ja, en, variable);
    }
}
