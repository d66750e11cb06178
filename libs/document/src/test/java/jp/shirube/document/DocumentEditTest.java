package jp.shirube.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import jp.shirube.document.DocumentEdit.Edited;
import org.junit.jupiter.api.Test;

class DocumentEditTest {

    private static final String YAML = """
            # 市の文書
            departments:
              - id: sports  # 体育館も
                names: [{name: 体育課}] # いまの名称
                note: |-
                  一行目
                  二行目

              # 次の課
              - {id: culture, names: [{name: 文化課𠮷}]}
            indicators: []
            responsibilities:
            - indicator: visitors
              department: sports # 推定
            # おわり
            """;

    @Test
    void whatIsNotChangedStaysAsItIsWritten() {
        DocumentEdit edit = new DocumentEdit(YAML);
        edit.put("/departments/0/names/0", "to", text("2026-03-31"));
        edit.append("/departments/0", "names", item("name", "スポーツ課"));
        edit.put("/departments/0", "to", text("2027-03-31"));
        edit.put("/departments/1", "to", text("2026-03-31"));
        edit.append("", "departments", item("id", "education"));
        edit.append("", "departments", item("id", "children-and-youth"));
        edit.append("", "indicators", item("id", "visitors"));
        edit.put("/responsibilities/0", "to", text("2026-03-31"));
        edit.append("", "responsibilities", item("indicator", "visitors"));
        edit.append("", "notes", text("四月の組織改編"));

        Edited edited = edit.finish();

        assertThat(edited.text()).isEqualTo("""
                # 市の文書
                departments:
                  - id: sports  # 体育館も
                    names: [{name: 体育課, to: "2026-03-31"}, {name: スポーツ課}] # いまの名称
                    note: |-
                      一行目
                      二行目
                    to: "2027-03-31"

                  # 次の課
                  - {id: culture, names: [{name: 文化課𠮷}], to: "2026-03-31"}
                  - {id: "education"}
                  - {id: children-and-youth}
                indicators: [{id: "visitors"}]
                responsibilities:
                - indicator: visitors
                  department: sports # 推定
                  to: "2026-03-31"
                - {indicator: "visitors"}
                # おわり
                notes:
                  - 四月の組織改編
                """);
        assertThat(edited.asWritten()).isTrue();
        assertThat(DocumentReader.read(edited.text()).tree()).isEqualTo(edit.tree());
    }

    @Test
    void aFieldThatStandsThereIsWrittenOver() {
        DocumentEdit edit = new DocumentEdit("a: {to: \"2026-03-31\" , b: 1} # so\n");
        edit.put("/a", "to", text("2027-03-31"));

        assertThat(edit.finish()).isEqualTo(new Edited("a: {to: \"2027-03-31\" , b: 1} # so\n", true));
    }

    @Test
    void jsonStaysJson() {
        DocumentEdit edit = new DocumentEdit("{\"a\": [{\"id\": \"x\"}]}");
        edit.put("/a/0", "to", text("2026-03-31"));
        edit.append("", "a", item("id", "children-and-youth"));

        assertThat(edit.finish().text())
                .isEqualTo("{\"a\": [{\"id\": \"x\", \"to\":\"2026-03-31\"}, {\"id\":\"children-and-youth\"}]}"
                        .replace("\"to\":", "\"to\": "));
    }

    @Test
    void whatIsWrittenInAWayNotKnownHereIsWrittenAnew() {
        DocumentEdit edit = new DocumentEdit("# remark\n? a\n: - 1\n  -\n    x\n");
        edit.put("", "b", text("1"));
        edit.append("", "a", text("yes"));

        Edited edited = edit.finish();

        assertThat(DocumentReader.read(edited.text()).tree()).isEqualTo(edit.tree());
    }

    @Test
    void wordsThatMeanSomethingElseToYamlAreQuoted() {
        DocumentEdit edit = new DocumentEdit("names: []\n");
        for (String name :
                new String[] {"yes", "課: 係", "2026-04-01", "#1", "〜課", " 課", "課\n係", "{", "null", "1.0", "～"}) {
            edit.append("", "names", text(name));
        }

        Edited edited = edit.finish();

        assertThat(edited.asWritten()).isTrue();
        assertThat(DocumentReader.read(edited.text()).tree()).isEqualTo(edit.tree());
    }

    private static JsonNode text(String text) {
        return TextNode.valueOf(text);
    }

    private static JsonNode item(String field, String value) {
        return JsonNodeFactory.instance.objectNode().put(field, value);
    }
}
