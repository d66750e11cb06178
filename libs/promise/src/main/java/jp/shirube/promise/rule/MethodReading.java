package jp.shirube.promise.rule;

import java.math.BigDecimal;
import jp.shirube.promise.rule.Method.TermAverage;
import jp.shirube.promise.rule.Written.Fields;
import org.jspecify.annotations.Nullable;

/** Reads 算定方法; what is not written is as in {@link Method#STANDARD}. */
final class MethodReading {

    private static final int MOST_OLDEST_YEARS = 50;

    private final Fields fields;

    private MethodReading(Fields fields) {
        this.fields = fields;
    }

    static @Nullable Method read(Written written) {
        Fields fields = written.fields(
                "path",
                "yearlyShare",
                "against",
                "lessIsBetter",
                "notAboveZero",
                "cumulativeActuals",
                "subtractRunningBaseline",
                "unknownYears",
                "lateFigures",
                "oldestYears",
                "provisional",
                "parts",
                "metEarly",
                "maintainTolerance",
                "averageOf");
        return fields == null ? null : new MethodReading(fields).method();
    }

    private Method method() {
        Method standard = Method.STANDARD;
        return new Method(
                word("path", standard.path()),
                yearlyShare(),
                word("against", standard.against()),
                word("lessIsBetter", standard.lessIsBetter()),
                word("notAboveZero", standard.notAboveZero()),
                word("cumulativeActuals", standard.cumulativeActuals()),
                subtractRunningBaseline(),
                word("unknownYears", standard.unknownYears()),
                word("lateFigures", standard.lateFigures()),
                oldestYears(),
                word("provisional", standard.provisional()),
                word("parts", standard.parts()),
                word("metEarly", standard.metEarly()),
                maintainTolerance(),
                averageOf());
    }

    private <E extends Enum<E>> E word(String key, E standard) {
        Written written = fields.find(key);
        E read = written == null ? null : written.word(standard.getDeclaringClass());
        return read == null ? standard : read;
    }

    private @Nullable BigDecimal yearlyShare() {
        Written written = fields.find("yearlyShare");
        return written == null ? null : written.number();
    }

    private boolean subtractRunningBaseline() {
        Written written = fields.find("subtractRunningBaseline");
        Boolean read = written == null ? null : written.flag();
        return read == null ? Method.STANDARD.subtractRunningBaseline() : read;
    }

    private int oldestYears() {
        Written written = fields.find("oldestYears");
        Integer read = written == null ? null : written.count(0, MOST_OLDEST_YEARS);
        return read == null ? Method.STANDARD.oldestYears() : read;
    }

    private BigDecimal maintainTolerance() {
        Written written = fields.find("maintainTolerance");
        BigDecimal read = written == null ? null : written.number();
        return read == null ? Method.STANDARD.maintainTolerance() : read;
    }

    private @Nullable TermAverage averageOf() {
        Written written = fields.find("averageOf");
        Fields terms = written == null ? null : written.fields("numerator", "denominator", "factor");
        if (terms == null) {
            return null;
        }
        Written numerator = terms.get("numerator");
        Written denominator = terms.get("denominator");
        Written factor = terms.get("factor");
        String readNumerator = numerator == null ? null : numerator.line();
        String readDenominator = denominator == null ? null : denominator.line();
        BigDecimal readFactor = factor == null ? null : factor.number();
        return readNumerator == null || readDenominator == null || readFactor == null
                ? null
                : new TermAverage(readNumerator, readDenominator, readFactor);
    }
}
