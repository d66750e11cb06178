package jp.shirube.local;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.HttpProxy;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyOptions;
import io.vertx.httpproxy.ProxyRequest;
import io.vertx.httpproxy.ProxyResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The one address before the three services. Each request goes to the next replica of its service; one that cannot be
 * reached is passed over, since nothing was sent to it yet. When none can be reached the answer is a problem of its own
 * (503 with Retry-After), when one breaks off before it answered it is 502.
 */
public final class OneAddress implements AutoCloseable {

    private static final String TARGET_SERVICE = "shirube.service";
    private static final String SEVERAL_REPLICAS = "several-replicas";
    /** Event streams hold their connection: many more than a pool for short answers would allow. */
    private static final int CONNECTIONS_PER_TARGET = 4096;

    private final Vertx vertx;
    private final HttpServer server;
    private final Routes routes;
    private final Map<String, AtomicInteger> turns = new ConcurrentHashMap<>();

    private OneAddress(String host, Routes routes) {
        this.routes = routes;
        this.vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(2)
                .setWorkerPoolSize(2)
                .setInternalBlockingPoolSize(4)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
        HttpClient client = vertx.createHttpClient(
                new HttpClientOptions().setMaxPoolSize(CONNECTIONS_PER_TARGET).setConnectTimeout(2000));
        HttpProxy proxy = HttpProxy.reverseProxy(new ProxyOptions(), client)
                .origin(this::connect)
                .addInterceptor(new Attendant());
        this.server = vertx.createHttpServer(
                        new HttpServerOptions().setHost(host).setHttp2ClearTextEnabled(false))
                .requestHandler(request -> {
                    if (Routes.isForOperators(request.path() == null ? request.uri() : request.path())) {
                        refuseOperations(request);
                    } else {
                        proxy.handle(request);
                    }
                });
    }

    /** Listens on this address; port 0 takes any free one. */
    public static OneAddress start(String host, int port, Routes routes) throws IOException, InterruptedException {
        OneAddress address = new OneAddress(host, routes);
        try {
            address.server
                    .listen(port, host)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(10, TimeUnit.SECONDS);
            return address;
        } catch (ExecutionException | TimeoutException e) {
            address.close();
            throw new IOException("could not listen on " + host + ":" + port + ": " + e.getMessage(), e);
        }
    }

    public int port() {
        return server.actualPort();
    }

    @Override
    public void close() {
        try {
            vertx.close().toCompletionStage().toCompletableFuture().get(2, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            // Its threads are daemons of a JVM that is about to end.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What is for those who run the services is on their own ports; here it does not exist. */
    private static void refuseOperations(HttpServerRequest request) {
        boolean english = isEnglish(request.getHeader("Accept-Language"));
        request.response()
                .setStatusCode(404)
                .putHeader("Content-Type", "application/problem+json")
                .putHeader("Cache-Control", "no-store")
                .end(new JsonObject()
                        .put("type", "urn:shirube:problem:not-found")
                        .put("title", english ? "Not found" : "見つかりません")
                        .put("status", 404)
                        .put("detail", english ? "There is no such address." : "このアドレスはありません。")
                        .encode());
    }

    private static boolean isEnglish(@Nullable String acceptLanguage) {
        return acceptLanguage != null && acceptLanguage.stripLeading().startsWith("en");
    }

    private Future<HttpClientRequest> connect(ProxyContext context) {
        Routes.Service service = routes.serviceFor(path(context.request()));
        List<Routes.Target> targets = service.targets();
        context.set(TARGET_SERVICE, service.name());
        context.set(SEVERAL_REPLICAS, targets.size() > 1);
        int turn = turns.computeIfAbsent(service.name(), name -> new AtomicInteger())
                .getAndUpdate(n -> (n + 1) % targets.size());
        Future<HttpClientRequest> connected = connect(context, targets.get(turn));
        for (int i = 1; i < targets.size(); i++) {
            Routes.Target next = targets.get((turn + i) % targets.size());
            connected = connected.recover(unreachable -> connect(context, next));
        }
        return connected.recover(unreachable -> Future.failedFuture(new Unreachable(service.name())));
    }

    private static Future<HttpClientRequest> connect(ProxyContext context, Routes.Target target) {
        return context.client()
                .request(new RequestOptions().setHost(target.host()).setPort(target.port()));
    }

    private static String path(ProxyRequest request) {
        String uri = request.getURI();
        int query = uri.indexOf('?');
        return query < 0 ? uri : uri.substring(0, query);
    }

    /** No replica of the service took the connection. */
    private static final class Unreachable extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Unreachable(String service) {
            super(service, null, false, false);
        }
    }

    /** Says who the client is, believes nobody else about it, and turns failures into problems. */
    private static final class Attendant implements ProxyInterceptor {

        @Override
        public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
            ProxyRequest request = context.request();
            var client = request.proxiedRequest();
            request.headers()
                    .remove("Forwarded")
                    .remove("X-Forwarded-Prefix")
                    .set("X-Forwarded-Proto", "http")
                    .set("X-Forwarded-For", client.remoteAddress().hostAddress());
            String host = client.getHeader("Host");
            if (host == null) {
                request.headers().remove("X-Forwarded-Host");
            } else {
                request.headers().set("X-Forwarded-Host", host);
            }
            return context.sendRequest()
                    .recover(failure ->
                            mayAskAnother(context, failure) ? askAnother(context) : Future.failedFuture(failure))
                    .recover(failure -> Future.succeededFuture(problem(context, failure)));
        }

        /** Without the body of the first try, which is used up. */
        private static Future<ProxyResponse> askAnother(ProxyContext context) {
            context.request().setBody(Body.body(Buffer.buffer()));
            return context.sendRequest();
        }

        /** A kept connection may end just as it is used: what only reads is asked once more, of the next replica. */
        private static boolean mayAskAnother(ProxyContext context, Throwable failure) {
            HttpMethod method = context.request().getMethod();
            boolean reads = method == HttpMethod.GET || method == HttpMethod.HEAD;
            return reads
                    && !(failure instanceof Unreachable)
                    && Boolean.TRUE.equals(context.get(SEVERAL_REPLICAS, Boolean.class));
        }

        private static ProxyResponse problem(ProxyContext context, Throwable failure) {
            boolean unreachable = failure instanceof Unreachable;
            String service = context.get(TARGET_SERVICE, String.class);
            String language = context.request().headers().get("Accept-Language");
            boolean english = isEnglish(language);
            JsonObject problem = new JsonObject()
                    .put(
                            "type",
                            unreachable ? "urn:shirube:problem:service-away" : "urn:shirube:problem:service-broke-off")
                    .put("title", title(unreachable, english))
                    .put("status", unreachable ? 503 : 502)
                    .put("detail", detail(service, unreachable, english));
            ProxyResponse response = context.request()
                    .release()
                    .response()
                    .setStatusCode(unreachable ? 503 : 502)
                    .putHeader("Content-Type", "application/problem+json")
                    .putHeader("Cache-Control", "no-store")
                    .setBody(Body.body(Buffer.buffer(problem.encode())));
            return unreachable ? response.putHeader("Retry-After", "2") : response;
        }

        private static String title(boolean unreachable, boolean english) {
            if (english) {
                return unreachable ? "The service cannot be reached" : "The service broke off before it answered";
            }
            return unreachable ? "サービスにつながりません" : "サービスが応答の前に切れました";
        }

        private static String detail(String service, boolean unreachable, boolean english) {
            if (english) {
                return unreachable
                        ? service + " is not running or is just starting. Try again in a moment."
                        : "Whether " + service
                                + " did what was asked is unknown. Ask again with the same Idempotency-Key.";
            }
            return unreachable
                    ? service + " が動いていないか、起動の途中です。少し待ってもう一度試してください。"
                    : service + " が依頼を実行したかどうかは分かりません。同じ Idempotency-Key でもう一度送ってください。";
        }
    }
}
