package jp.shirube.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Planted changes of a released schema: which of them break a promise, and what is said of them. */
class SchemaChangeTest {

    private static final String RELEASED = """
            {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": "urn:shirube:events:x.v1", "title": "指標",
             "description": "What is measured.", "type": "object", "additionalProperties": true, "required": ["id", "value"],
             "anyOf": [{"required": ["value"]}, {"required": ["note"]}], "not": {"required": ["note", "parts"]},
             "properties": {
               "id": {"type": "string", "pattern": "^[a-z]+$", "description": "Its name."},
               "value": {"$ref": "#/$defs/decimal"},
               "note": {"type": ["string", "null"], "minLength": 1},
               "day": {"type": "string", "format": "date"},
               "count": {"type": "integer", "minimum": 0, "maximum": 9},
               "status": {"enum": ["PROVISIONAL", "FINAL"]},
               "warning": {"type": "string", "x-extensible-enum": ["LATE", "ROUNDED"]},
               "withdrawn": {"const": false},
               "headers": {"type": "object", "additionalProperties": {"type": "string"}},
               "named": {"type": "object", "additionalProperties": false, "properties": {"name": {"type": "string"}}},
               "parts": {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/part"}}},
             "$defs": {
               "decimal": {"type": "string", "pattern": "^[0-9]+$"},
               "part": {"type": "object", "required": ["name"], "properties": {
                 "name": {"type": "string"},
                 "parts": {"type": "array", "items": {"$ref": "#/$defs/part"}}}}}}""";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # at                                  | put there (nothing: taken away)         | what is said
            /properties/note                      |                                         | /properties/note: the field was removed
            /$defs/part/properties/name           |                                         | /$defs/part/properties/name: the field was removed
            /required                             | ["id"]                                  | /required: field "value" is no longer required
            /required                             | ["id", "value", "status"]               | /required: field "status" is now required
            /$defs/part/required                  |                                         | /$defs/part/required: field "name" is no longer required
            /properties/id/type                   | "integer"                               | /properties/id/type: the rule changed from "string" to "integer"
            /properties/id/type                   | ["string", "null"]                      | /properties/id/type: the rule changed
            /properties/note/type                 | "string"                                | /properties/note/type: the rule changed
            /properties/id/type                   |                                         | /properties/id/type: the rule was removed
            /properties/count/type                | "number"                                | /properties/count/type: the rule changed
            /properties/status/enum               | ["FINAL"]                               | /properties/status/enum: value "PROVISIONAL" was removed
            /properties/status/enum               | ["PROVISIONAL", "FINAL", "ESTIMATE"]    | /properties/status/enum: value "ESTIMATE" was added to a list that was closed
            /properties/status/enum               |                                         | /properties/status/enum: the list of values was added or removed
            /properties/status                    | {"x-extensible-enum": ["PROVISIONAL", "FINAL"]} | /properties/status/enum: the list of values was added or removed
            /properties/warning/x-extensible-enum | ["LATE"]                                | /properties/warning/x-extensible-enum: value "ROUNDED" was removed
            /properties/warning/x-extensible-enum |                                         | /properties/warning/x-extensible-enum: the list of values was added or removed
            /properties/warning/enum              | ["LATE", "ROUNDED"]                     | /properties/warning/enum: the list of values was added or removed
            /properties/id/pattern                | "^[a-z0-9]+$"                           | /properties/id/pattern: the rule changed
            /$defs/decimal/pattern                | "^[0-9.]+$"                             | /$defs/decimal/pattern: the rule changed
            /properties/value                     | {"type": "string"}                      | /$defs/decimal/pattern: the rule was removed
            /properties/value                     | {"$ref": "#/$defs/part"}                | /$defs/decimal/type: the rule changed from "string" to "object"
            /properties/day/format                | "date-time"                             | /properties/day/format: the rule changed
            /properties/count/minimum             |                                         | /properties/count/minimum: the rule was removed: 0
            /properties/count/maximum             | 10                                      | /properties/count/maximum: the rule changed from 9 to 10
            /properties/note/maxLength            | 100                                     | /properties/note/maxLength: the rule was added: 100
            /properties/parts/minItems            | 0                                       | /properties/parts/minItems: the rule changed
            /properties/parts/items               |                                         | /properties/parts/items: the rule was removed
            /properties/parts/items               | {"type": "object"}                      | /$defs/part/properties/name: the field was removed
            /properties/withdrawn/const           | true                                    | /properties/withdrawn/const: the rule changed from false to true
            /properties/withdrawn/const           |                                         | /properties/withdrawn/const: the rule was removed
            /additionalProperties                 | false                                   | /additionalProperties: the rule changed from true to false
            /properties/headers/additionalProperties | {"type": "integer"}                  | /properties/headers/additionalProperties/type: the rule changed
            /properties/headers/additionalProperties | true                                 | /properties/headers/additionalProperties: the rule changed
            /properties/named/properties/more     | {"type": "string"}                      | /properties/named/properties/more: a field was added where others were refused
            /anyOf                                | [{"required": ["value"]}]               | /anyOf: the rule changed
            /anyOf                                |                                         | /anyOf: the rule was removed
            /anyOf/1/required                     | ["parts"]                               | /anyOf/1/required: field "parts" is now required
            /not                                  |                                         | /not: the rule was removed
            /not/required                         | ["note"]                                | /not/required: field "parts" is no longer required
            /allOf                                | [{"required": ["note"]}]                | /allOf: the rule was added
            /$id                                  | "urn:shirube:events:y.v1"               | /$id: the rule changed
            /properties/id/propertyNames          | {"maxLength": 3}                        | /properties/id/propertyNames: no rule is known for this word
            """)
    void aPromiseIsBroken(String at, String put, String said) {
        assertThat(SchemaChange.broken(Contracts.json(RELEASED), changed(at, put)))
                .anyMatch(broken -> broken.startsWith(said));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            /properties/more                      | {"type": "string", "enum": ["A"]}
            /$defs/part/properties/more           | {"type": "array", "items": {"type": "object", "required": ["id"]}}
            /$defs/more                           | {"type": "string"}
            /$defs/part/additionalProperties      | true
            /additionalProperties                 |
            /title                                | "ほかの題"
            /properties/id/description            |
            /properties/id/examples               | ["women"]
            /properties/status/enum               | ["FINAL", "PROVISIONAL"]
            /properties/warning/x-extensible-enum | ["LATE", "ROUNDED", "ESTIMATED"]
            /properties/note/type                 | ["null", "string"]
            /required                             | ["value", "id"]
            /properties/value                     | {"type": "string", "pattern": "^[0-9]+$"}
            """)
    void nothingIsBroken(String at, String put) {
        assertThat(SchemaChange.broken(Contracts.json(RELEASED), changed(at, put)))
                .isEmpty();
    }

    @Test
    void nothingChangedBreaksNothing() {
        assertThat(SchemaChange.broken(Contracts.json(RELEASED), Contracts.json(RELEASED)))
                .isEmpty();
    }

    @Test
    void everythingBrokenIsSaidAtOnce() {
        ObjectNode present = (ObjectNode) Contracts.json(RELEASED);
        ((ObjectNode) present.path("properties")).remove(List.of("note", "day"));
        assertThat(SchemaChange.broken(Contracts.json(RELEASED), present))
                .containsExactly("/properties/note: the field was removed", "/properties/day: the field was removed");
    }

    private static JsonNode changed(String at, String put) {
        JsonNode schema = Contracts.json(RELEASED);
        int last = at.lastIndexOf('/');
        ObjectNode holder = (ObjectNode) schema.at(at.substring(0, last));
        String name = at.substring(last + 1);
        if (put == null) {
            assertThat(holder.remove(name)).isNotNull();
        } else {
            holder.set(name, Contracts.json(put));
        }
        return schema;
    }
}
