package jp.shirube.local.issuer;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the file of demo accounts and says everything that is wrong with it at once, each with its place. */
final class AccountsFile {

    private static final String FORMAT = "shirube/accounts/1";
    private static final Pattern ID = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final Pattern CODE = Pattern.compile("[0-9]{6}");
    /** Names begin with it, so that no name of a person gets into a demonstration. */
    private static final String DEMO = "デモ・";

    /** A department's role comes from the municipality's own table, and the operator's belongs to no municipality. */
    private static final Set<String> ROLES =
            Set.of("PLANNING_OFFICE", "COMMITTEE_MEMBER", "AUDITOR", "ADMINISTRATOR", "SUBSCRIBER");

    private static final Set<String> TOP = Set.of("format", "municipalities");
    private static final Set<String> OF_MUNICIPALITY = Set.of("code", "name", "english", "people", "systems");
    private static final Set<String> OF_ACCOUNT = Set.of("id", "name", "english", "groups", "roles");

    private final ObjectMapper yaml = YAMLMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build();
    private final String file;
    private final List<String> problems = new ArrayList<>();
    private final Set<String> ids = new HashSet<>(Set.of(Client.BROWSER, Client.OPERATOR, Client.COMMAND_LINE));
    private final Set<String> codes = new HashSet<>();

    AccountsFile(String file) {
        this.file = file;
    }

    DemoAccounts read(byte[] content) throws IOException {
        JsonNode document;
        try {
            document = yaml.readTree(content);
        } catch (JsonProcessingException e) {
            throw new FaultyAccounts(file, List.of("YAML として読めません / no YAML: " + e.getOriginalMessage()));
        }
        onlyKnown(document, "", TOP);
        if (!FORMAT.equals(document.path("format").textValue())) {
            problem("/format", FORMAT + " と書いてください", "must be " + FORMAT);
        }
        List<DemoAccounts.Municipality> municipalities = new ArrayList<>();
        for (Place place : list(document, "", "municipalities")) {
            municipalities.add(municipality(place.node(), place.pointer()));
        }
        if (!problems.isEmpty()) {
            throw new FaultyAccounts(file, problems);
        }
        return new DemoAccounts(municipalities);
    }

    private DemoAccounts.Municipality municipality(JsonNode node, String pointer) {
        onlyKnown(node, pointer, OF_MUNICIPALITY);
        String code = text(node, pointer, "code");
        if (!CODE.matcher(code).matches()) {
            problem(pointer + "/code", "引用符で囲んだ6桁の番号です", "must be six digits in quotes");
        } else if (!codes.add(code)) {
            problem(pointer + "/code", code + " が二度あります", code + " is there twice");
        }
        List<DemoAccount> people = accounts(node, pointer, "people", code);
        List<DemoAccount> systems = accounts(node, pointer, "systems", code);
        if (people.stream().noneMatch(person -> person.roles().contains("PLANNING_OFFICE"))) {
            problem(
                    pointer + "/people",
                    "PLANNING_OFFICE の利用者が一人必要です（見本を取り込みます）",
                    "one with PLANNING_OFFICE is needed, who sends the samples");
        }
        return new DemoAccounts.Municipality(
                code, text(node, pointer, "name"), text(node, pointer, "english"), people, systems);
    }

    private List<DemoAccount> accounts(JsonNode municipality, String pointer, String field, String code) {
        List<DemoAccount> accounts = new ArrayList<>();
        for (Place place : list(municipality, pointer, field)) {
            accounts.add(account(place.node(), place.pointer(), code));
        }
        return accounts;
    }

    private DemoAccount account(JsonNode node, String pointer, String code) {
        onlyKnown(node, pointer, OF_ACCOUNT);
        String id = text(node, pointer, "id");
        if (!ID.matcher(id).matches()) {
            problem(pointer + "/id", "小文字・数字・ハイフンです: " + id, "must be a-z, 0-9 and hyphens");
        } else if (!ids.add(id)) {
            problem(pointer + "/id", id + " はもう使われています", id + " is taken");
        }
        String name = text(node, pointer, "name");
        if (!name.startsWith(DEMO)) {
            problem(pointer + "/name", "「" + DEMO + "」で始めてください: " + name, "must begin with " + DEMO);
        }
        List<String> groups = texts(node, pointer, "groups");
        List<String> roles = texts(node, pointer, "roles");
        for (String role : roles) {
            if (!ROLES.contains(role)) {
                problem(
                        pointer + "/roles",
                        role + " は使えません",
                        role + " is none of " + ROLES.stream().sorted().toList());
            }
        }
        if (groups.isEmpty() && roles.isEmpty()) {
            problem(pointer, "groups か roles が必要です", "needs groups or roles");
        }
        return new DemoAccount(id, name, text(node, pointer, "english"), code, groups, roles);
    }

    private record Place(JsonNode node, String pointer) {}

    private List<Place> list(JsonNode node, String pointer, String field) {
        List<Place> places = new ArrayList<>();
        JsonNode list = node.path(field);
        if (!list.isMissingNode() && !list.isArray()) {
            problem(pointer + "/" + field, "一覧にしてください", "must be a list");
        }
        if (list.isArray()) {
            for (int i = 0; i < list.size(); i++) {
                places.add(new Place(list.get(i), pointer + "/" + field + "/" + i));
            }
        }
        return places;
    }

    private List<String> texts(JsonNode node, String pointer, String field) {
        List<String> texts = new ArrayList<>();
        for (Place place : list(node, pointer, field)) {
            String text = place.node().textValue();
            if (text == null || text.isBlank()) {
                problem(place.pointer(), "文字にしてください", "must be text");
            } else {
                texts.add(text);
            }
        }
        return texts;
    }

    private String text(JsonNode node, String pointer, String field) {
        String text = node.path(field).textValue();
        if (text == null || text.isBlank()) {
            problem(pointer + "/" + field, "必要です", "is missing or no text");
            return "";
        }
        return text;
    }

    private void onlyKnown(JsonNode node, String pointer, Set<String> known) {
        node.fieldNames().forEachRemaining(field -> {
            if (!known.contains(field)) {
                problem(pointer + "/" + field, "知らない項目です", "is no known field");
            }
        });
    }

    private void problem(String pointer, String ja, String en) {
        problems.add(pointer + ": " + ja + " / " + en);
    }
}
