package jp.shirube.kpi.collection.reminder.rest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import jp.shirube.kpi.collection.reminder.Contact;
import jp.shirube.kpi.received.IndicatorKey;
import jp.shirube.problem.Fault;
import jp.shirube.problem.Language;
import jp.shirube.problem.ProblemException;
import jp.shirube.problem.ProblemType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The content of PUT, read by hand so that every fault is told at once, each with its place. */
@Schema(
        name = "StatedCollectionContacts",
        description = "Whole: a department that is left out is reminded no more by mail.")
record ContactsRequest(
        @Schema(required = true, maxItems = ContactsRequest.MOST_CONTACTS)
        List<Stated> contacts) {

    @Schema(name = "StatedCollectionContact")
    record Stated(
            @Schema(required = true, examples = "danjo-kyodo")
            String department,

            @Schema(
                    required = true,
                    description = "All of them in one mail",
                    minItems = 1,
                    maxItems = ContactsRequest.MOST_ADDRESSES,
                    examples = "[\"danjo-kyodo@city.example.lg.jp\"]")
            List<String> addresses,

            @Schema(
                    description = "ja unless told",
                    enumeration = {"ja", "en"},
                    nullable = true)
            @Nullable
            String language) {}

    /** @param faults what is wrong with it, apart from what only the municipality's departments can tell */
    record Read(List<Contact> contacts, List<Fault> faults) {}

    static final int MOST_CONTACTS = 500;
    static final int MOST_ADDRESSES = 20;

    /** What mail servers take without quoting; nothing in it can begin another header or another recipient. */
    private static final Pattern ADDRESS = Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}"
            + "@(?=.{1,253}$)[A-Za-z0-9](?:[A-Za-z0-9-]{0,62})(?:[.][A-Za-z0-9](?:[A-Za-z0-9-]{0,62}))*");

    private static final Set<String> FIELDS = Set.of("department", "addresses", "language");
    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(10).build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /** @throws ProblemException where it is no JSON object, or states no list */
    static Read read(byte[] content) {
        JsonNode root = tree(content);
        List<Fault> faults = new ArrayList<>();
        refuseUnknown(root, "", Set.of("contacts"), faults);
        JsonNode list = root.path("contacts");
        if (!list.isArray() || list.size() > MOST_CONTACTS) {
            faults.add(Fault.at(
                    "/contacts",
                    "contactsに課ごとの連絡先を" + MOST_CONTACTS + "件まで書いてください。",
                    "contacts is a list of at most " + MOST_CONTACTS + " departments' contacts."));
            return new Read(List.of(), faults);
        }
        List<Contact> contacts = new ArrayList<>();
        Map<String, Integer> seen = new HashMap<>();
        for (int i = 0; i < list.size(); i++) {
            contacts.add(contact(list.get(i), "/contacts/" + i, faults));
            String department = contacts.get(i).department();
            Integer before = department.isEmpty() ? null : seen.putIfAbsent(department, i);
            if (before != null) {
                faults.add(Fault.at(
                        "/contacts/" + i + "/department",
                        "「" + department + "」の連絡先は/contacts/" + before + "にも書かれています。",
                        department + " stands at /contacts/" + before + " too."));
            }
        }
        return new Read(contacts, faults);
    }

    private static Contact contact(JsonNode node, String place, List<Fault> faults) {
        if (!node.isObject()) {
            faults.add(Fault.at(
                    place, "{department, addresses, language}の形で書いてください。", "Write {department, addresses, language}."));
            return new Contact("", List.of(), Language.JA);
        }
        refuseUnknown(node, place, FIELDS, faults);
        return new Contact(
                department(node.path("department"), place + "/department", faults),
                addresses(node.path("addresses"), place + "/addresses", faults),
                language(node.path("language"), place + "/language", faults));
    }

    private static String department(JsonNode node, String place, List<Fault> faults) {
        if (!node.isTextual() || !IndicatorKey.isId(node.textValue())) {
            faults.add(Fault.at(place, "課のIDを書いてください。", "Write the id of the department."));
            return "";
        }
        return node.textValue();
    }

    private static List<String> addresses(JsonNode node, String place, List<Fault> faults) {
        if (!node.isArray() || node.isEmpty() || node.size() > MOST_ADDRESSES) {
            faults.add(Fault.at(
                    place,
                    "メールアドレスを1件から" + MOST_ADDRESSES + "件まで書いてください。",
                    "Write 1 to " + MOST_ADDRESSES + " e-mail addresses."));
            return List.of();
        }
        List<String> addresses = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < node.size(); i++) {
            JsonNode each = node.get(i);
            if (!each.isTextual() || !ADDRESS.matcher(each.textValue()).matches()) {
                faults.add(Fault.at(
                        place + "/" + i,
                        "メールアドレスとして読めません（例 kikaku@city.example.lg.jp）。",
                        "Not an e-mail address, like kikaku@city.example.lg.jp."));
            } else if (!seen.add(each.textValue())) {
                faults.add(Fault.at(place + "/" + i, "同じアドレスが二度書かれています。", "The address stands there twice."));
            } else {
                addresses.add(each.textValue());
            }
        }
        return addresses;
    }

    private static Language language(JsonNode node, String place, List<Fault> faults) {
        if (node.isMissingNode() || node.isNull() || node.asText().equals("ja")) {
            return Language.JA;
        }
        if (!node.asText().equals("en")) {
            faults.add(Fault.at(place, "jaかenを書いてください。", "Write ja or en."));
        }
        return Language.EN;
    }

    private static void refuseUnknown(JsonNode object, String place, Set<String> known, List<Fault> faults) {
        for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!known.contains(name)) {
                String shown = name.length() > 60 ? name.substring(0, 60) + "…" : name;
                faults.add(Fault.at(
                        place + "/" + shown.replace("~", "~0").replace("/", "~1"),
                        "「" + shown + "」という項目はありません。",
                        "There is no field " + shown + "."));
            }
        }
    }

    private static JsonNode tree(byte[] content) {
        JsonNode root;
        try {
            root = JSON.readTree(content);
        } catch (JsonProcessingException e) {
            throw malformed(e.getOriginalMessage());
        } catch (IOException e) {
            throw malformed(String.valueOf(e.getMessage()));
        }
        if (root == null || !root.isObject()) {
            throw malformed("a JSON object is expected");
        }
        return root;
    }

    private static ProblemException malformed(String why) {
        return new ProblemException(ProblemType.MALFORMED, "JSONとして読み取れません: " + why, "Not readable as JSON: " + why);
    }
}
