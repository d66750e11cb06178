package jp.shirube.kpi.collection.excel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import jp.shirube.kpi.collection.form.Field;
import jp.shirube.kpi.collection.form.Form;
import jp.shirube.kpi.collection.form.FormAnswer;
import jp.shirube.kpi.collection.form.FormRow;
import org.junit.jupiter.api.Test;

/** Whatever is typed comes back unchanged. */
class FormTextsTest {
    private static final List<String> ODD = List.of(
            "=1+1",
            "+81-3",
            "-5",
            "@SUM(A1)",
            "\t=cmd",
            "😀👨‍👩‍👧",
            "𠮷野家",
            "①㈱髙﨑〜−～－",
            "ｱｲｳ",
            "が",
            "改\n行\n",
            "\n先頭",
            "  前後  ",
            "_x0041_",
            "_x005F_",
            "_x",
            "\u0001\u000B",
            "\uD83D",
            "\uFFFE",
            "&amp;<b>\"'",
            "]]>",
            "　全角　空白　",
            "%",
            "1E5",
            "00123",
            "TRUE",
            "#N/A");

    @Test
    void anyTextComesBackUnchanged() {
        long seed = 20261121;
        Random random = new Random(seed);
        List<FormRow> rows = new ArrayList<>();
        for (int at = 0; at < 300; at++) {
            Map<Field, String> texts = new EnumMap<>(Field.class);
            for (Field field : Field.values()) {
                String text = text(random);
                if (!text.isBlank()) {
                    texts.put(field, text);
                }
            }
            rows.add(Forms.indicator("i" + at, at, "", "", "1", text(random), "", text(random), FormAnswer.of(texts)));
        }
        Form form = Forms.of("sports", "スポーツ課", rows);

        assertThat(Forms.answers(Forms.read(FormWriter.write(form))))
                .as("seed %d", seed)
                .isEqualTo(Forms.answers(form));
    }

    @Test
    void aTextNoCellCanHoldIsShownInPartAndSaysNothingWhenItComesBack() {
        Form form = Forms.of(
                "sports",
                "スポーツ課",
                List.of(Forms.indicator(
                        "long", 1, "", "", "1", "長文", "", "", FormAnswer.of(Map.of(Field.CAUSE, "長".repeat(40_000))))));

        assertThat(Forms.read(FormWriter.write(form)).rows())
                .singleElement()
                .satisfies(row -> assertThat(row.cells()).isEmpty());
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int part = random.nextInt(4); part >= 0; part--) {
            if (random.nextInt(3) > 0) {
                text.append(ODD.get(random.nextInt(ODD.size())));
            } else {
                text.appendCodePoint(random.nextInt(0x20, 0xD800));
                text.appendCodePoint(random.nextInt(0x10000, 0x1FFFF));
            }
        }
        return text.toString().replace("\r\n", "\n").replace('\r', '\n');
    }
}
