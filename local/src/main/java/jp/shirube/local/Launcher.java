package jp.shirube.local;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import jp.shirube.local.issuer.Client;
import jp.shirube.local.issuer.DemoAccount;
import jp.shirube.local.issuer.DemoAccounts;
import jp.shirube.local.issuer.DevelopmentIssuer;
import jp.shirube.local.issuer.SigningKey;
import org.jspecify.annotations.Nullable;

/**
 * Everything on one machine: PostgreSQL, Kafka, the three services, their one address, the samples. Whatever ends ends
 * all of it, in the order services, Kafka, PostgreSQL, within five seconds.
 */
public final class Launcher {

    private static final Duration READY_WITHIN = Duration.ofSeconds(120);
    private static final int LAST_LINES = 30;

    private final Settings settings;
    private final Voice voice;
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final CompletableFuture<String> death = new CompletableFuture<>();
    private final Map<String, Process> children = new LinkedHashMap<>();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(1))
            .build();
    private @Nullable RunLock lock;
    private @Nullable PostgresServer postgres;
    private @Nullable OneAddress address;
    private @Nullable DevelopmentIssuer issuer;
    private @Nullable MailKeeper mail;

    Launcher(Settings settings, Voice voice) {
        this.settings = settings;
        this.voice = voice;
    }

    /**
     * {@code Launcher up [--no-samples] | samples | status | stop | rebuild | republish PART | token ACCOUNT | audit [--head ...] |
     * dead-letters ... | readers ... | mails ...}; the checkout is the system property of that name.
     */
    public static void main(String[] args) {
        Path checkout = Path.of(System.getProperty("shirube.checkout", "")).toAbsolutePath();
        System.exit(answer(() -> run(Settings.of(checkout, System.getenv()), new Voice(System.out), List.of(args))));
    }

    /** The exit code; what went wrong is said on standard error. */
    static int answer(Callable<Integer> work) {
        try {
            return work.call();
        } catch (Refusal refusal) {
            System.err.println(refusal.sentence());
            return refusal.exitCode();
        } catch (InterruptedException e) {
            return Refusal.FAILED;
        } catch (Exception e) {
            e.printStackTrace();
            return Refusal.FAILED;
        }
    }

    static int run(Settings settings, Voice voice, List<String> args) throws IOException, InterruptedException {
        String command = args.isEmpty() ? "up" : args.get(0);
        return switch (command) {
            case "up" -> {
                Launcher launcher = new Launcher(settings, voice);
                Runtime.getRuntime().addShutdownHook(new Thread(launcher::stop, "stop"));
                try {
                    launcher.start();
                    if (!args.contains("--no-samples")) {
                        launcher.loadSamplesOnce();
                    }
                    launcher.sayWhere();
                    throw new Refusal(Refusal.FAILED, launcher.awaitDeath());
                } finally {
                    launcher.stop();
                }
            }
            case "samples" -> {
                loader(settings, voice).load(settings.checkout().resolve("samples"));
                yield 0;
            }
            case "status" -> status(settings, voice);
            case "stop" -> stopRunning(settings, voice);
            case "rebuild" -> Rebuilding.of(settings, voice).run();
            case "republish" ->
                Republishing.of(settings, args.size() == 2 ? args.get(1) : "", voice)
                        .run();
            case "token" -> TokenCommand.run(settings, voice, args.subList(1, args.size()));
            case "mails" -> MailsCommand.run(settings.mails(), voice, args.subList(1, args.size()));
            case "audit" ->
                Auditing.of(settings, args.subList(1, args.size()), voice).run();
            case "dead-letters" ->
                DeadLetters.run(kafka(settings, TopicRights.OPERATOR), voice, args.subList(1, args.size()));
            case "readers" ->
                TrustedReaders.run(kafka(settings, KafkaLogin.ADMIN), voice, args.subList(1, args.size()));
            default -> throw new Refusal(Refusal.USAGE, "知らない命令です / unknown command: " + command);
        };
    }

    /** Of this machine, or where the environment says: then it says too as whom. */
    private static Map<String, Object> kafka(Settings settings, String user) throws IOException {
        Map<String, Object> elsewhere = KafkaConnection.of(settings.environment());
        LocalKafka here = LocalKafka.of(settings);
        return KafkaConnection.servers(elsewhere).isEmpty()
                ? here.find(user).orElse(Map.of("bootstrap.servers", here.bootstrapServers()))
                : elsewhere;
    }

    void start() throws IOException, InterruptedException {
        Directories.ours(settings.home());
        Files.createDirectories(settings.logs());
        RunLock taken = RunLock.take(settings.home())
                .orElseThrow(() -> new Refusal(
                        Refusal.ALREADY_RUNNING,
                        "標（Shirube）はもう動いています: " + settings.baseUrl() + "（止めるには ./shirube stop） / already running;"
                                + " stop it with ./shirube stop"));
        lock = taken;
        cleanUpAfterKill(taken);
        refuseTakenPorts();
        requireBuilt();
        DemoAccounts accounts = LocalSignIn.accounts(settings);
        setAsideLogs();
        taken.note(List.of());

        Secrets secrets = new Secrets(settings.secrets());
        issuer = startIssuer(accounts, secrets);
        mail = MailKeeper.start(settings.mail().number(), settings.mails());
        LocalKafka users = LocalKafka.of(settings, secrets);
        CompletableFuture<Process> kafka = inBackground(() -> startKafka(users));
        CompletableFuture<Map<String, ServiceDatabase>> databases = inBackground(() -> startPostgres(secrets));
        await(kafka);
        Map<String, ServiceDatabase> ready = await(databases);
        refuseIfStopping();
        for (Settings.ServiceSpec service : settings.services()) {
            startService(
                    service, required(ready.get(service.name())), users.login(service.name()), secrets.of("session"));
        }
        voice.say("3つのサービスを起動しています", "starting the three services");
        long deadline = System.nanoTime() + READY_WITHIN.toNanos();
        for (Settings.ServiceSpec service : settings.services()) {
            awaitReady(service, deadline);
        }
        address = OneAddress.start(
                "127.0.0.1",
                settings.address().number(),
                new Routes(settings.targets(0), settings.targets(1), settings.targets(2)));
    }

    /** Blocks until a part ends by itself. @return what to tell the person, with the last lines of its log */
    String awaitDeath() throws InterruptedException {
        try {
            return death.get();
        } catch (ExecutionException e) {
            return String.valueOf(e.getCause());
        }
    }

    /** Services, then Kafka, then PostgreSQL. Harmless twice. */
    void stop() {
        if (!stopping.compareAndSet(false, true)) {
            return;
        }
        if (!children.isEmpty() || postgres != null) {
            voice.say("止めています", "stopping");
        }
        if (address != null) {
            address.close();
        }
        List<Process> services = new ArrayList<>();
        synchronized (children) {
            children.forEach((name, process) -> {
                if (!name.equals("kafka")) {
                    services.add(process);
                }
            });
        }
        end(services, 2500);
        if (issuer != null) {
            issuer.close();
        }
        if (mail != null) {
            mail.close();
        }
        Process kafka;
        synchronized (children) {
            kafka = children.get("kafka");
        }
        if (kafka != null) {
            // The end of its input is Kafka's sign for a controlled shutdown.
            closeInput(kafka);
            if (!endsWithin(kafka, 1500)) {
                end(List.of(kafka), 300);
            }
        }
        try {
            if (postgres != null) {
                postgres.close();
            } else if (lock != null) {
                // Interrupted while it was starting.
                PostgresServer.stopLeftBehind(postgresData());
            }
            if (lock != null) {
                lock.close();
            }
        } catch (IOException e) {
            voice.say("PostgreSQL を止められません: " + e.getMessage(), "could not stop PostgreSQL");
        }
        if (!children.isEmpty()) {
            voice.say("止まりました", "stopped");
        }
    }

    private void cleanUpAfterKill(RunLock taken) throws IOException {
        int left = taken.endLeftBehind();
        var postgresLeft = PostgresServer.stopLeftBehind(postgresData());
        if (left > 0 || postgresLeft.isPresent()) {
            voice.say("前回の残りを片付けました", "cleaned up what the last run left behind");
        }
    }

    private void refuseTakenPorts() {
        for (Settings.Port port : settings.ports()) {
            if (Ports.isTaken(port.number())) {
                throw new Refusal(
                        Refusal.PORT_TAKEN,
                        "ポート " + port.number() + "（" + port.ja() + "）はほかのプログラムが使っています。環境変数 " + port.variable()
                                + " で別の番号にできます / port " + port.number() + " (" + port.en()
                                + ") is taken by another program; choose another with the environment variable "
                                + port.variable());
            }
        }
    }

    private void requireBuilt() {
        for (Settings.ServiceSpec service : settings.services()) {
            int jar = service.arguments().indexOf(EndsWithInput.class.getName());
            if (jar >= 0 && !Files.exists(Path.of(service.arguments().get(jar + 1)))) {
                throw new Refusal(
                        Refusal.FAILED,
                        service.name() + " がまだ組み立てられていません（./shirube up --rebuild） / is not built yet: "
                                + service.arguments().get(jar + 1));
            }
        }
    }

    /** Every run has its own logs, and the one before it. */
    private void setAsideLogs() throws IOException {
        List<String> names = new ArrayList<>(List.of("postgres", "kafka"));
        settings.services().forEach(service -> names.add(service.name()));
        for (String name : names) {
            Path log = settings.logs().resolve(name + ".log");
            if (Files.exists(log)) {
                Files.move(log, settings.logs().resolve(name + ".log.1"), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private DevelopmentIssuer startIssuer(DemoAccounts accounts, Secrets secrets)
            throws IOException, InterruptedException {
        List<Client> clients = new ArrayList<>();
        clients.add(
                Client.browser(settings.screens(Settings.SIGN_IN_PATHS), settings.screens(Settings.SIGNED_OUT_PATHS)));
        clients.add(Client.commandLine(secrets.of(Client.COMMAND_LINE)));
        clients.add(Client.system(Client.OPERATOR, secrets.of(Client.OPERATOR)));
        for (DemoAccount system : accounts.systems().toList()) {
            clients.add(Client.system(system.id(), secrets.of(system.id())));
        }
        SigningKey key = SigningKey.parse(
                secrets.of("issuer-key", () -> SigningKey.make().text()));
        return DevelopmentIssuer.start(settings.issuer().number(), key, clients, accounts, Clock.systemUTC());
    }

    private Map<String, ServiceDatabase> startPostgres(Secrets secrets) throws IOException {
        voice.say("PostgreSQL 18 を起動しています（:" + settings.postgres().number() + "）", "starting PostgreSQL 18");
        PostgresServer server = PostgresServer.start(
                settings.home().resolve("postgres-binaries"),
                postgresData(),
                settings.postgres().number(),
                PostgresServer.Durability.KEPT,
                secrets.of("postgres"),
                settings.logs().resolve("postgres.log"));
        postgres = server;
        Map<String, ServiceDatabase> databases = new LinkedHashMap<>();
        try {
            for (Settings.ServiceSpec service : settings.services()) {
                databases.put(
                        service.name(),
                        server.database(
                                service.database(),
                                service.database(),
                                secrets.of(service.database() + "-owner"),
                                secrets.of(service.database())));
            }
        } catch (SQLException e) {
            throw new IOException("could not create the databases: " + e.getMessage(), e);
        }
        voice.say("PostgreSQL が応答しました", "PostgreSQL answers");
        return databases;
    }

    private Path postgresData() {
        return settings.home().resolve("postgres");
    }

    private Process startKafka(LocalKafka users) throws IOException, InterruptedException {
        int port = settings.kafka().number();
        voice.say("Kafka 4 を起動しています（:" + port + "）", "starting Kafka 4");
        Process process = ChildJvm.startMain(
                KafkaBroker.class,
                List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
                List.of(settings.home().resolve("kafka").toString(), Integer.toString(port)),
                Map.of(KafkaBroker.ADMIN_PASSWORD, users.login(KafkaLogin.ADMIN).password()),
                settings.logs().resolve("kafka.log"));
        watch("kafka", process);
        long deadline = System.nanoTime() + READY_WITHIN.toNanos();
        while (!Ports.isTaken(port)) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new Refusal(Refusal.FAILED, died("kafka", "起動できません", "did not start"));
            }
            Thread.sleep(50);
        }
        Topics.create(users.admin(), 1);
        Map<String, String> passwords = new LinkedHashMap<>();
        for (TopicRights.User user : TopicRights.ALL) {
            passwords.put(user.name(), users.login(user.name()).password());
        }
        TopicRights.grant(users.admin(), passwords);
        voice.say("Kafka が応答しました", "Kafka answers");
        return process;
    }

    private void startService(
            Settings.ServiceSpec service, ServiceDatabase database, KafkaLogin kafka, String sessionSecret)
            throws IOException {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(service.port().number()));
        // Who asks is told by the one address, which believes nobody else about it.
        environment.put("QUARKUS_HTTP_PROXY_PROXY_ADDRESS_FORWARDING", "true");
        environment.put("QUARKUS_HTTP_PROXY_TRUSTED_PROXIES", "127.0.0.1");
        environment.putAll(database.environment());
        environment.put(
                "KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:" + settings.kafka().number());
        // The one address says at which address it was asked: signing in comes back there.
        environment.put("QUARKUS_HTTP_PROXY_PROXY_ADDRESS_FORWARDING", "true");
        environment.put("QUARKUS_HTTP_PROXY_ALLOW_X_FORWARDED", "true");
        environment.put("QUARKUS_HTTP_PROXY_ENABLE_FORWARDED_HOST", "true");
        environment.put("QUARKUS_HTTP_PROXY_TRUSTED_PROXIES", "127.0.0.1");
        environment.putAll(kafka.environment());
        if (service.name().equals("kpi-service")) {
            environment.put("QUARKUS_MAILER_HOST", "127.0.0.1");
            environment.put(
                    "QUARKUS_MAILER_PORT", Integer.toString(settings.mail().number()));
            environment.put("SHIRUBE_COLLECTION_BASE_URL", settings.baseUrl());
        }
        environment.put("QUARKUS_OIDC_AUTH_SERVER_URL", settings.issuerUrl());
        environment.put("QUARKUS_OIDC_CLIENT_ID", Client.BROWSER);
        environment.put("SHIRUBE_SESSION_SECRET", sessionSecret);
        environment.put("SHIRUBE_SIGN_IN_MUNICIPALITIES", "*");
        environment.put("SHIRUBE_SIGN_IN_ROLES_CLAIM", "shirube_roles");
        watch(
                service.name(),
                ChildJvm.start(service.arguments(), environment, settings.logs().resolve(service.name() + ".log")));
    }

    private void watch(String name, Process process) throws IOException {
        synchronized (children) {
            children.put(name, process);
            if (lock != null) {
                lock.note(children.values().stream().map(Process::toHandle).toList());
            }
        }
        process.onExit().thenAccept(ended -> {
            // Ctrl-C reaches the children too, sometimes before it reaches us.
            CompletableFuture.delayedExecutor(500, TimeUnit.MILLISECONDS).execute(() -> {
                if (!stopping.get()) {
                    death.complete(died(
                            name,
                            "終了コード " + ended.exitValue() + " で終わりました",
                            "ended with exit code " + ended.exitValue()));
                }
            });
        });
    }

    private void awaitReady(Settings.ServiceSpec service, long deadline) throws InterruptedException {
        URI health = URI.create("http://127.0.0.1:" + service.port().number() + "/q/health/ready");
        while (!isReady(http, health)) {
            if (death.isDone()) {
                throw new Refusal(Refusal.FAILED, awaitDeath());
            }
            if (System.nanoTime() > deadline) {
                throw new Refusal(Refusal.FAILED, died(service.name(), "応答しません", "is not ready"));
            }
            refuseIfStopping();
            Thread.sleep(50);
        }
        voice.say(service.name() + " が応答しました（:" + service.port().number() + "）", service.name() + " is ready");
    }

    private void refuseIfStopping() {
        if (stopping.get()) {
            throw new Refusal(Refusal.FAILED, "");
        }
    }

    private static boolean isReady(HttpClient http, URI health) throws InterruptedException {
        try {
            HttpRequest request = HttpRequest.newBuilder(health)
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private String died(String name, String ja, String en) {
        Path log = settings.logs().resolve(name + ".log");
        return name + " が" + ja + " / " + en + "\n" + lastLines(log) + "  " + log;
    }

    private static String lastLines(Path log) {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(Files.newInputStream(log), StandardCharsets.UTF_8))) {
            List<String> lines = reader.lines().toList();
            StringBuilder text = new StringBuilder();
            lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size())
                    .forEach(line -> text.append("  | ").append(line).append('\n'));
            return text.toString();
        } catch (IOException | java.io.UncheckedIOException e) {
            return "";
        }
    }

    private void loadSamplesOnce() throws IOException, InterruptedException {
        Path marker = settings.home().resolve("samples-loaded");
        if (Files.exists(marker)) {
            return;
        }
        try {
            loader(settings, voice).load(settings.checkout().resolve("samples"));
            Files.writeString(marker, Instant.now() + "\n");
        } catch (Refusal refusal) {
            // The product itself works; whoever mends the sample sends it again.
            voice.plain(refusal.sentence());
            voice.say("見本なしで続けます。直したら ./shirube samples", "going on without; once mended: ./shirube samples");
        }
    }

    private static SampleLoader loader(Settings settings, Voice voice) throws IOException {
        return new SampleLoader(settings.baseUrl(), LocalSignIn.of(settings), voice, Duration.ofSeconds(60));
    }

    private void sayWhere() {
        String base = settings.baseUrl();
        voice.say("準備ができました", "ready");
        voice.plain("");
        voice.plain("  画面と API / screens and API   " + base + "/");
        voice.plain("  サインイン / sign-in          " + settings.issuerUrl() + "（デモ用の利用者 / demo accounts）");
        voice.plain("  トークン / token              ./shirube token yonezawa-planner（--help で一覧 / lists them）");
        voice.plain("  メール / mails               ./shirube mails（127.0.0.1:"
                + settings.mail().number() + " が受け取り、どこへも送りません / kept here, sent nowhere）");
        voice.plain("  サインインはデモ用なので、この計算機からだけ使えます（127.0.0.1） / demo sign-in: this machine only");
        voice.plain("");
        voice.plain("  curl " + base + "/api/plan/v1/municipalities/062022/plans");
        voice.plain("  curl -X PUT " + base
                + "/api/kpi/v1/municipalities/062022/indicators/women-on-councils/actuals/R7"
                + " -H \"Authorization: Bearer $(./shirube token yonezawa-planner)\""
                + " -H 'Content-Type: application/json' -d '{\"value\": 33.5, \"note\": \"試しの値\"}'");
        voice.plain("  curl " + base + "/api/report/v1/municipalities/062022/indicators/women-on-councils/progress");
        voice.plain("");
        voice.plain("  記録 / logs " + settings.logs() + "   止める / stop: Ctrl-C");
    }

    private static int status(Settings settings, Voice voice) throws IOException, InterruptedException {
        var holder = RunLock.holder(settings.home());
        if (holder.isEmpty()) {
            voice.plain("止まっています / not running");
            return Refusal.FAILED;
        }
        voice.plain("動いています / running: " + settings.baseUrl() + " (pid "
                + holder.get().pid() + ")");
        HttpClient http = HttpClient.newHttpClient();
        boolean all = true;
        for (Settings.ServiceSpec service : settings.services()) {
            boolean ready = isReady(
                    http, URI.create("http://127.0.0.1:" + service.port().number() + "/q/health/ready"));
            all &= ready;
            voice.plain("  " + service.name() + " :" + service.port().number() + " "
                    + (ready ? "応答しています / ready" : "応答しません / not ready"));
        }
        boolean signsIn = isReady(http, URI.create(settings.issuerUrl() + "/jwks"));
        voice.plain("  開発用の発行者 / development issuer :" + settings.issuer().number() + " "
                + (signsIn ? "応答しています / ready（./shirube token --help）" : "応答しません / not ready"));
        return all && signsIn ? 0 : Refusal.FAILED;
    }

    private static int stopRunning(Settings settings, Voice voice) throws IOException {
        var holder = RunLock.holder(settings.home());
        if (holder.isEmpty()) {
            voice.plain("止まっています / not running");
            return 0;
        }
        holder.get().destroy();
        if (!RunLock.awaitEnd(holder.get(), 10)) {
            throw new Refusal(
                    Refusal.FAILED,
                    "まだ止まりません / still running: pid " + holder.get().pid());
        }
        voice.plain("止めました / stopped");
        return 0;
    }

    private static void end(List<Process> processes, long millis) {
        processes.forEach(process -> {
            closeInput(process);
            process.destroy();
        });
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        for (Process process : processes) {
            if (!endsWithin(process, Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())))) {
                process.destroyForcibly();
                endsWithin(process, 500);
            }
        }
    }

    private static boolean endsWithin(Process process, long millis) {
        try {
            return process.waitFor(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void closeInput(Process process) {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // It has ended already.
        }
    }

    private static <T> CompletableFuture<T> inBackground(Callable<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        FutureTask<T> task = new FutureTask<>(work) {
            @Override
            protected void done() {
                try {
                    result.complete(resultNow());
                } catch (IllegalStateException e) {
                    result.completeExceptionally(exceptionNow());
                }
            }
        };
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        thread.start();
        return result;
    }

    private <T> T await(CompletableFuture<T> work) throws InterruptedException {
        try {
            return work.get(READY_WITHIN.toSeconds() * 2, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new Refusal(Refusal.FAILED, "起動に時間がかかりすぎます / starting takes too long: " + settings.logs(), e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Refusal refusal) {
                throw refusal;
            }
            throw new Refusal(
                    Refusal.FAILED,
                    "起動できません / could not start: " + e.getCause() + "\n"
                            + lastLines(settings.logs().resolve("postgres.log")),
                    e);
        }
    }

    private static <T> T required(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("a service without a database");
        }
        return value;
    }
}
