package jp.shirube.access.generated;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import jp.shirube.access.SignedIn;
import jp.shirube.access.Tokens;
import jp.shirube.access.generated.GeneratedRequests.Made;
import jp.shirube.access.generated.Offered.Operation;
import org.jspecify.annotations.Nullable;

/** Makes one request after another. */
final class Requests {

    private static final List<String> TYPES = List.of(
            "application/json",
            "application/yaml",
            "text/yaml",
            "text/plain",
            "text/csv",
            "application/xml",
            "application/zip",
            "multipart/form-data; boundary=x",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "application/json; charset=utf-16",
            "application/json; charset=no-such",
            "*/*",
            "no type");
    private static final List<String> ACCEPTED = List.of(
            "application/json",
            "*/*",
            "text/html",
            "application/yaml",
            "application/atom+xml",
            "text/event-stream",
            "image/png",
            "no type",
            "");
    private static final List<String> TAGS =
            List.of("\"1\"", "\"2\"", "*", "W/\"1\"", "\"", "1", "\"1\",\"2\"", "\"999999999999999999999\"", "");
    private static final List<String> METHODS =
            List.of("PATCH", "HEAD", "OPTIONS", "DELETE", "POST", "PUT", "TRACE", "PROPFIND");
    private static final List<String> SPOILT_PATH = List.of("%FF%FE", "%ED%A0%80", "%00", "%E2%80%AE", "%25%30%30");

    private final Random random;
    private final Offered offered;
    private final Map<String, List<String>> known;
    private final List<String> documents;
    private final Values values;

    Requests(Random random, Offered offered, Map<String, List<String>> known, List<String> documents) {
        this.random = random;
        this.offered = offered;
        this.known = known;
        this.documents = documents;
        this.values = new Values(random, offered);
    }

    Made make() {
        Operation operation = values.one(offered.operations());
        boolean[] astray = {false};
        String path = path(operation, astray);
        Map<String, String> headers = new LinkedHashMap<>();
        String query = parameters(operation, headers);
        String method = operation.method();
        if (values.in(3)) {
            method = values.one(METHODS);
            astray[0] = true;
        }
        signIn(operation, path, headers);
        JsonNode asked = operation.said().path("requestBody").path("content");
        byte[] body = null;
        if (!asked.isMissingNode() && values.in(96) || values.in(2)) {
            String type = type(asked);
            headers.put("Content-Type", type);
            body = body(asked.path(type).path("schema"));
        }
        if (values.in(8)) {
            headers.put("Accept", values.one(ACCEPTED));
        }
        if (values.in(20)) {
            headers.put(
                    "Accept-Language",
                    values.one(List.of("en", "ja", "en-GB;q=0.5, ja", "zz", "\u0000", "x".repeat(500))));
        }
        if (values.in(2)) {
            headers.put(
                    values.one(List.of(
                            "Content-Encoding",
                            "X-Forwarded-For",
                            "X-Request-Id",
                            "Origin",
                            "Cookie",
                            "Range",
                            "If-Modified-Since")),
                    values.text());
        }
        return new Made(operation, method, path + query, headers, body, astray[0]);
    }

    private String path(Operation operation, boolean[] astray) {
        Matcher parameter = GeneratedRequests.parameter().matcher(operation.path());
        StringBuilder path = new StringBuilder();
        while (parameter.find()) {
            String value = knownOr(parameter.group(1), 93);
            boolean spoilt = values.in(2);
            if (spoilt || value.isBlank() || value.matches("(?s).*[/\\\\;\\x00?#%].*|\\.+")) {
                astray[0] = true;
            }
            parameter.appendReplacement(
                    path, Matcher.quoteReplacement(spoilt ? values.one(SPOILT_PATH) : encoded(value)));
        }
        return parameter.appendTail(path).toString();
    }

    private String parameters(Operation operation, Map<String, String> headers) {
        List<String> query = new ArrayList<>();
        for (JsonNode each : operation.said().path("parameters")) {
            String name = each.path("name").asText();
            switch (each.path("in").asText()) {
                case "query" -> {
                    if (values.in(35)) {
                        query.add(encoded(name) + "=" + encoded(parameter(each)));
                    }
                }
                case "header" -> {
                    if (values.in(40)) {
                        headers.put(name, name.startsWith("If-") && values.in(80) ? values.one(TAGS) : parameter(each));
                    }
                }
                default -> {}
            }
        }
        if (values.in(3)) {
            query.add(encoded(values.text()) + "=" + encoded(values.text()));
        }
        return query.isEmpty() ? "" : "?" + String.join("&", query);
    }

    private String parameter(JsonNode described) {
        String name = described.path("name").asText();
        if (known.containsKey(name) && values.in(60)) {
            return values.one(known.getOrDefault(name, List.of("")));
        }
        if (described.has("example") && values.in(50)) {
            return described.path("example").asText();
        }
        return values.in(50) ? values.of(described.path("schema"), 0).asText() : values.text();
    }

    private String knownOr(String name, int percent) {
        return known.containsKey(name) && values.in(percent)
                ? values.one(known.getOrDefault(name, List.of("")))
                : values.text();
    }

    /** What runs over the whole installation is asked for by those who may not only: it would be done. */
    private void signIn(Operation operation, String path, Map<String, String> headers) {
        int who = random.nextInt(100);
        boolean ofOperators = operation.path().startsWith("/operations");
        String municipality = values.one(known.getOrDefault("code", List.of("000000")));
        String token = null;
        if (who < 55 && !ofOperators) {
            token = SignedIn.everything(path);
        } else if (who < 70) {
            token = Tokens.of(
                    municipality,
                    values.one(List.of(
                            "DEPARTMENT_EDITOR:kikaku",
                            "DEPARTMENT_APPROVER:kikaku",
                            "PLANNING_OFFICE",
                            "COMMITTEE_MEMBER",
                            "AUDITOR",
                            "ADMINISTRATOR",
                            "SUBSCRIBER",
                            "DEPARTMENT_EDITOR",
                            "NO_ROLE")));
        } else if (who < 75) {
            token = Tokens.of("011002", "PLANNING_OFFICE");
        } else if (who < 80) {
            headers.put(
                    "Authorization",
                    values.one(List.of(
                            "Bearer",
                            "Bearer x",
                            "Bearer a.b.c",
                            "Basic YTpi",
                            "\u0000",
                            "Bearer " + "x".repeat(4000))));
        } else if (who < 84) {
            headers.put("X-API-Key", values.one(List.of("x", "shirube_062022_aaaaaaaaaaaa_" + "A".repeat(43), "")));
        }
        if (token != null) {
            headers.put("Authorization", "Bearer " + token);
        }
    }

    private String type(JsonNode asked) {
        List<String> told = new ArrayList<>();
        asked.fieldNames().forEachRemaining(told::add);
        return told.isEmpty() || values.in(8) ? values.one(TYPES) : values.one(told);
    }

    private byte[] body(JsonNode schema) {
        if (!documents.isEmpty() && values.in(schema.path("type").asText().equals("string") ? 85 : 25)) {
            return spoilt(values.one(documents)).getBytes(StandardCharsets.UTF_8);
        }
        byte[] written = GeneratedRequests.written(values.of(schema, 0));
        if (values.in(90)) {
            return written;
        }
        String text = spoilt(new String(written, StandardCharsets.UTF_8));
        return text.getBytes(values.in(70) ? StandardCharsets.UTF_8 : StandardCharsets.UTF_16);
    }

    private String spoilt(String document) {
        String text = document;
        for (int times = random.nextInt(4); times > 0; times--) {
            text = spoiltOnce(text);
        }
        return text;
    }

    private String spoiltOnce(String text) {
        if (text.isEmpty()) {
            return values.text();
        }
        int from = random.nextInt(text.length());
        int to = Math.min(text.length(), from + random.nextInt(30));
        return switch (random.nextInt(5)) {
            case 0 -> text.substring(0, from);
            case 1 -> text.substring(0, from) + text.substring(to);
            case 2 -> text.substring(0, from) + values.text() + text.substring(from);
            case 3 -> text.substring(0, to) + text.substring(from);
            default -> {
                Matcher scalar =
                        java.util.regex.Pattern.compile("(?<=: )[^\\n,}\\]]+").matcher(text);
                List<int[]> places = new ArrayList<>();
                while (scalar.find()) {
                    places.add(new int[] {scalar.start(), scalar.end()});
                }
                if (places.isEmpty()) {
                    yield text;
                }
                int[] place = values.one(places);
                yield text.substring(0, place[0]) + values.text() + text.substring(place[1]);
            }
        };
    }

    private static String encoded(@Nullable String value) {
        return URLEncoder.encode(String.valueOf(value), StandardCharsets.UTF_8).replace("+", "%20");
    }
}
