package jp.shirube.kpi.collection.form;

import java.util.Map;

/** What stands in the cells of a row, as typed; "" is blank. */
public record FormAnswer(
        String value,
        String missingReason,
        String status,
        String initiativeStatus,
        String text,
        String selfEvaluation,
        String cause,
        String direction,
        String explanation,
        String comment) {

    public static final FormAnswer BLANK = of(Map.of());

    /** The answer that says these and nothing else. */
    public static FormAnswer of(Map<Field, String> texts) {
        return new FormAnswer(
                texts.getOrDefault(Field.VALUE, ""),
                texts.getOrDefault(Field.MISSING_REASON, ""),
                texts.getOrDefault(Field.STATUS, ""),
                texts.getOrDefault(Field.INITIATIVE_STATUS, ""),
                texts.getOrDefault(Field.TEXT, ""),
                texts.getOrDefault(Field.SELF_EVALUATION, ""),
                texts.getOrDefault(Field.CAUSE, ""),
                texts.getOrDefault(Field.DIRECTION, ""),
                texts.getOrDefault(Field.EXPLANATION, ""),
                texts.getOrDefault(Field.COMMENT, ""));
    }

    public String get(Field field) {
        return switch (field) {
            case VALUE -> value;
            case MISSING_REASON -> missingReason;
            case STATUS -> status;
            case INITIATIVE_STATUS -> initiativeStatus;
            case TEXT -> text;
            case SELF_EVALUATION -> selfEvaluation;
            case CAUSE -> cause;
            case DIRECTION -> direction;
            case EXPLANATION -> explanation;
            case COMMENT -> comment;
        };
    }
}
