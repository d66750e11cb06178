package jp.shirube.kpi.received;

import java.util.regex.Pattern;

/**
 * Which indicator of which municipality.
 *
 * @param municipality 全国地方公共団体コード, six digits as text
 * @param indicator the indicator's authored id
 */
public record IndicatorKey(String municipality, String indicator) {
    private static final Pattern CODE = Pattern.compile("[0-9]{6}");
    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,79}");

    public IndicatorKey {
        if (!isCode(municipality)) {
            throw new IllegalArgumentException("a municipality is named by six digits: " + municipality);
        }
        if (!isId(indicator)) {
            throw new IllegalArgumentException("not an id of an indicator: " + indicator);
        }
    }

    public static boolean isCode(String text) {
        return CODE.matcher(text).matches();
    }

    /** Whether the text can be the id of an indicator or a department. */
    public static boolean isId(String text) {
        return ID.matcher(text).matches();
    }
}
