package jp.shirube.access.generated;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Values as a schema asks for them, and values no schema asks for. */
final class Values {

    private static final JsonNodeFactory NODES = JsonNodeFactory.withExactBigDecimals(true);
    private static final int DEEPEST = 6;

    static final List<String> ODD = List.of(
            "",
            " ",
            "a",
            "0",
            "-1",
            "1",
            "99999999999999999999",
            "1e999",
            "NaN",
            "Infinity",
            "null",
            "true",
            "R7",
            "令和7年度",
            "R99",
            "S64",
            "0000",
            "9999",
            "2025",
            "2025-02-30",
            "9999-12-31",
            "-999999999-01-01",
            "2026-06-30",
            "2025-10-01T00:00:00Z",
            "H27..H30",
            "..",
            "../../etc/passwd",
            "'; drop table outbox;--",
            "<script>alert(1)</script>",
            "=1+1",
            "%00",
            "%",
            "%zz",
            "\u0000",
            "\ud800",
            "\u202e\ufeff",
            "👩‍👩‍👧‍👦",
            "①㈱髙",
            "{}",
            "[]",
            "{{7*7}}",
            "${jndi:ldap://127.0.0.1/a}",
            "*",
            "\"",
            "\\",
            "a/b",
            "a;b=c",
            "#",
            "?",
            "&",
            "*a",
            "&a [*a]",
            "- - - -",
            "x".repeat(300),
            "長".repeat(5000));

    private final Random random;
    private final Offered offered;

    Values(Random random, Offered offered) {
        this.random = random;
        this.offered = offered;
    }

    <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    boolean in(int percent) {
        return random.nextInt(100) < percent;
    }

    String text() {
        if (in(70)) {
            return one(ODD);
        }
        StringBuilder text = new StringBuilder();
        random.ints(random.nextInt(12), 0, 0x3100).forEach(text::appendCodePoint);
        return text.toString();
    }

    /** As the schema asks, more or less. */
    JsonNode of(JsonNode asked, int depth) {
        JsonNode schema = offered.resolved(asked);
        if (depth > DEEPEST || in(6)) {
            return anything(0);
        }
        if (schema.has("examples") && in(40)) {
            return one(list(schema.path("examples")));
        }
        for (String choice : List.of("oneOf", "anyOf", "allOf")) {
            if (schema.has(choice)) {
                return of(one(list(schema.path(choice))), depth + 1);
            }
        }
        if (schema.has("enum")) {
            return one(list(schema.path("enum")));
        }
        JsonNode type = schema.path("type");
        return switch (type.isArray() ? one(list(type)).asText() : type.asText()) {
            case "object" -> object(schema, depth);
            case "array" -> array(schema, depth);
            case "integer" -> NODES.numberNode(random.nextInt(3000) - 10);
            case "number" -> NODES.numberNode(BigDecimal.valueOf(random.nextInt(), random.nextInt(8)));
            case "boolean" -> NODES.booleanNode(random.nextBoolean());
            case "null" -> NODES.nullNode();
            case "string" -> NODES.textNode(text());
            default -> anything(0);
        };
    }

    private ObjectNode object(JsonNode schema, int depth) {
        ObjectNode object = NODES.objectNode();
        schema.path("properties").properties().stream()
                .filter(property -> in(65))
                .forEach(property -> object.set(property.getKey(), of(property.getValue(), depth + 1)));
        if (in(8)) {
            object.set(
                    one(List.of("id", "revision", "recordedBy", "", "\u0000", "__proto__", "x".repeat(2000))),
                    anything(0));
        }
        return object;
    }

    private ArrayNode array(JsonNode schema, int depth) {
        ArrayNode array = NODES.arrayNode();
        int size = in(2) ? 2000 : random.nextInt(4);
        JsonNode item = of(schema.path("items"), depth + 1);
        for (int i = 0; i < size; i++) {
            array.add(size > 10 || in(30) ? item : of(schema.path("items"), depth + 1));
        }
        return array;
    }

    JsonNode anything(int depth) {
        return switch (random.nextInt(depth > 3 ? 6 : 8)) {
            case 0 -> NODES.nullNode();
            case 1 -> NODES.booleanNode(random.nextBoolean());
            case 2 ->
                NODES.numberNode(new BigDecimal(one(
                        List.of("0", "-0", "1E+20", "1E-20", "9".repeat(200), "-1", "2147483648", "0.1", "1E+400"))));
            case 3, 4, 5 -> NODES.textNode(text());
            case 6 -> NODES.arrayNode().add(anything(depth + 1)).add(anything(depth + 1));
            default -> NODES.objectNode().set(text(), anything(depth + 1));
        };
    }

    private static List<JsonNode> list(JsonNode array) {
        List<JsonNode> list = new ArrayList<>();
        array.forEach(list::add);
        return list;
    }
}
