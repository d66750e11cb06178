package jp.shirube.plan.municipality;

/**
 * 全国地方公共団体コード: six digits as text, the last a check digit: 11 − (6a+5b+4c+3d+2e) mod 11, its last digit.
 *
 * @param digits six digits
 */
public record MunicipalityCode(String digits) {

    public MunicipalityCode {
        if (!isValid(digits)) {
            throw new IllegalArgumentException("not a municipality code: " + digits);
        }
    }

    public static boolean isValid(String digits) {
        if (!digits.matches("[0-9]{6}")) {
            return false;
        }
        int weighted = 0;
        for (int i = 0; i < 5; i++) {
            weighted += (6 - i) * Character.digit(digits.charAt(i), 10);
        }
        return (11 - weighted % 11) % 10 == Character.digit(digits.charAt(5), 10);
    }
}
