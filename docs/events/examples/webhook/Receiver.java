import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Webhookの受信例。JDKだけで動きます。 / A receiver of webhooks that needs nothing but a JDK.
 *
 * <pre>SHIRUBE_WEBHOOK_SECRET=whsec_… java Receiver.java [port]</pre>
 *
 * 署名を検証し、同じ webhook-id は一度だけ表示します。 / Verifies the signature and prints each webhook-id once.
 */
public class Receiver {

    private static final Duration TOLERANCE = Duration.ofMinutes(5);
    private static final int LARGEST = 2_000_000;

    private final byte[] key;

    /** 実際の受信システムでは、処理結果と同じトランザクションでデータベースに記録してください。 / Keep them in your database, with the effect. */
    private final Set<String> seen = ConcurrentHashMap.newKeySet();

    Receiver(String secret) {
        key = Base64.getDecoder().decode(secret.replaceFirst("^whsec_", ""));
    }

    public static void main(String[] args) throws IOException {
        String secret = System.getenv("SHIRUBE_WEBHOOK_SECRET");
        if (secret == null) {
            System.err.println("SHIRUBE_WEBHOOK_SECRET に登録時の whsec_… を設定してください / set it to the whsec_… of the registration");
            System.exit(2);
        }
        int port = args.length > 0 ? Integer.parseInt(args[0]) : 9000;
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 50);
        server.createContext("/", new Receiver(secret)::receive);
        server.setExecutor(Executors.newFixedThreadPool(8));
        server.start();
        System.out.println("listening on http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readNBytes(LARGEST);
            String id = exchange.getRequestHeaders().getFirst("webhook-id");
            String timestamp = exchange.getRequestHeaders().getFirst("webhook-timestamp");
            String signatures = exchange.getRequestHeaders().getFirst("webhook-signature");
            if (id == null || timestamp == null || signatures == null || !isGenuine(id, timestamp, signatures, body)) {
                exchange.sendResponseHeaders(401, -1);
                return;
            }
            // 先に記録し、2xxで応答します。古い version は、同じ subject の新しい状態を上書きしてはなりません。
            // Note it, then answer 2xx. An older version must never overwrite a newer state of the same subject.
            if (seen.add(id)) {
                System.out.println(id + " " + new String(body, StandardCharsets.UTF_8));
            }
            exchange.sendResponseHeaders(204, -1);
        }
    }

    /** 複数の署名のうち一つが合えばよい（秘密の切り替え中は二つ届きます）。 / One of the signatures must match: there are two while a secret is rotated. */
    private boolean isGenuine(String id, String timestamp, String signatures, byte[] body) {
        try {
            Instant sent = Instant.ofEpochSecond(Long.parseLong(timestamp));
            if (Duration.between(sent, Instant.now()).abs().compareTo(TOLERANCE) > 0) {
                return false;
            }
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
            byte[] expected = mac.doFinal(body);
            for (String signature : signatures.split(" ")) {
                if (signature.startsWith("v1,")
                        && MessageDigest.isEqual(expected, Base64.getDecoder().decode(signature.substring(3)))) {
                    return true;
                }
            }
            return false;
        } catch (GeneralSecurityException | IllegalArgumentException | java.time.DateTimeException e) {
            return false;
        }
    }
}
