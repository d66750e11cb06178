package jp.shirube.promise.rule;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import jp.shirube.promise.Objection;
import jp.shirube.promise.Sentence;
import org.jspecify.annotations.Nullable;

/**
 * A place in a rule as it is written, and what stands there. Each reading gives null where it objects, so that the reading goes
 * on and every objection is found.
 *
 * @param value null where the key stands and nothing behind it
 * @param objections shared by all places of the rule
 */
record Written(String pointer, @Nullable Object value, List<Objection> objections) {

    private static final int MOST_DIGITS = 20;
    private static final int MOST_BITS = 70;
    private static final int LONGEST_LINE = 400;
    private static final int MOST_STRANGERS = 20;
    private static final int SHOWN = 40;
    private static final Pattern PLAIN_DECIMAL = Pattern.compile("-?[0-9]{1,20}(\\.[0-9]{1,20})?");
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cs}]");
    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,79}");

    /** An object with known keys. */
    record Fields(Written place, Map<String, ? extends @Nullable Object> values) {

        /** What stands under the key; null, without an objection, where the key is not written. */
        @Nullable
        Written find(String key) {
            return values.containsKey(key) ? place.child(key, values.get(key)) : null;
        }

        /** What stands under the key; null, with an objection, where the key is not written. */
        @Nullable
        Written get(String key) {
            Written found = find(key);
            if (found == null) {
                place.object(key + "がありません", key + " is missing");
            }
            return found;
        }
    }

    void object(String ja, String en) {
        objections.add(Objection.at(pointer, ja, en));
    }

    private Written child(String key, @Nullable Object there) {
        return new Written(pointer + "/" + key.replace("~", "~0").replace("/", "~1"), there, objections);
    }

    @Nullable
    Fields fields(String... known) {
        if (!(value instanceof Map<?, ?> map)) {
            object("項目と値の組を書いてください", "an object is expected");
            return null;
        }
        List<String> keys = List.of(known);
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        int strangers = 0;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (entry.getKey() instanceof String key && keys.contains(key)) {
                values.put(key, entry.getValue());
            } else if (strangers < MOST_STRANGERS) {
                stranger(entry.getKey() instanceof String key ? key : "", keys);
                strangers++;
            }
        }
        return new Fields(this, values);
    }

    private void stranger(String key, List<String> known) {
        String shown = key.length() > SHOWN ? key.substring(0, SHOWN) + "…" : key;
        child(shown, null)
                .object(
                        "「" + shown + "」という項目はありません。書けるのは " + String.join(", ", known) + " です",
                        "there is no key " + shown + "; known are " + String.join(", ", known));
    }

    /** The places of a list that is neither empty nor too long. */
    @Nullable
    List<Written> items(int least, int most) {
        if (!(value instanceof List<?> list)) {
            object("リストを書いてください", "a list is expected");
            return null;
        }
        if (list.size() < least || list.size() > most) {
            object(
                    least + "～" + most + "件を書いてください（" + list.size() + "件あります）",
                    least + " to " + most + " are expected, there are " + list.size());
            return null;
        }
        List<Written> items = new ArrayList<>();
        for (Object item : list) {
            items.add(child(String.valueOf(items.size()), item));
        }
        return items;
    }

    /** One line of text. */
    @Nullable
    String line() {
        return line(LONGEST_LINE);
    }

    @Nullable
    String line(int longest) {
        if (!(value instanceof String text)) {
            object("文字列を書いてください", "text is expected");
            return null;
        }
        if (text.isBlank() || text.codePointCount(0, text.length()) > longest) {
            object("1～" + longest + "文字で書いてください", "1 to " + longest + " characters are expected");
            return null;
        }
        if (UNPRINTABLE.matcher(text).find()) {
            object("印字できない文字があります", "there are characters that cannot be printed");
            return null;
        }
        return text;
    }

    /** The same in both languages, or {ja, en}. */
    @Nullable
    Sentence sentence() {
        if (!(value instanceof Map)) {
            String both = line();
            return both == null ? null : new Sentence(both, both);
        }
        Fields fields = fields("ja", "en");
        if (fields == null) {
            return null;
        }
        Written japanese = fields.get("ja");
        Written english = fields.get("en");
        String ja = japanese == null ? null : japanese.line();
        String en = english == null ? null : english.line();
        return ja == null || en == null ? null : new Sentence(ja, en);
    }

    @Nullable
    String id() {
        if (value instanceof String text && ID.matcher(text).matches()) {
            return text;
        }
        object("小文字の英数字とハイフンで書いてください", "lower-case letters, digits and hyphens are expected");
        return null;
    }

    @Nullable
    Boolean flag() {
        if (value instanceof Boolean flag) {
            return flag;
        }
        object("true か false を書いてください", "true or false is expected");
        return null;
    }

    <E extends Enum<E>> @Nullable E word(Class<E> words) {
        List<E> known = List.of(words.getEnumConstants());
        E found = known.stream()
                .filter(word -> word.name().equals(value))
                .findFirst()
                .orElse(null);
        if (found == null) {
            String names = String.join(", ", known.stream().map(Enum::name).toList());
            object(names + " のどれかを書いてください", "one of " + names + " is expected");
        }
        return found;
    }

    /** A whole number within bounds. */
    @Nullable
    Integer count(int least, int most) {
        BigDecimal number = number();
        if (number == null) {
            return null;
        }
        if (number.scale() > 0
                || number.compareTo(BigDecimal.valueOf(least)) < 0
                || number.compareTo(BigDecimal.valueOf(most)) > 0) {
            object(least + "～" + most + "の整数を書いてください", "a whole number from " + least + " to " + most + " is expected");
            return null;
        }
        return number.intValueExact();
    }

    /** An exact decimal, a number or the text of one, without needless zeros. */
    @Nullable
    BigDecimal number() {
        BigDecimal number = switch (value) {
            case BigDecimal decimal -> decimal;
            case BigInteger whole when whole.bitLength() <= MOST_BITS -> new BigDecimal(whole);
            case Integer whole -> BigDecimal.valueOf(whole);
            case Long whole -> BigDecimal.valueOf(whole);
            case Double binary when Double.isFinite(binary) -> new BigDecimal(Double.toString(binary));
            case String text when PLAIN_DECIMAL.matcher(text).matches() -> new BigDecimal(text);
            case null, default -> null;
        };
        if (number == null
                || number.unscaledValue().bitLength() > MOST_BITS
                || number.scale() < 0
                || number.scale() > MOST_DIGITS
                || number.precision() > MOST_DIGITS) {
            object(
                    "指数を使わず、" + MOST_DIGITS + "桁以内の数を書いてください",
                    "a number of at most " + MOST_DIGITS + " digits, without an exponent, is expected");
            return null;
        }
        BigDecimal bare = number.stripTrailingZeros();
        return bare.scale() < 0 ? bare.setScale(0) : bare;
    }
}
