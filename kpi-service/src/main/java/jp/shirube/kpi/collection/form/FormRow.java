package jp.shirube.kpi.collection.form;

import java.util.List;

/**
 * One item on a form, or one component of it (様式の行).
 *
 * @param item id of the item in its round
 * @param version state of the item when the form was made
 * @param component id of the component (内訳); "" where the whole is asked
 * @param componentName its name; "" where the whole is asked
 * @param place code and title of the element it stands on
 * @param lastYears the newest first; the sheet shows three
 * @param state the item's state in words
 * @param open whether it may be filled
 * @param answer what is stored now
 */
public record FormRow(
        String item,
        long version,
        String component,
        String componentName,
        Kind kind,
        String plan,
        String place,
        String number,
        String name,
        String unit,
        String definition,
        String baseline,
        String target,
        List<LastYear> lastYears,
        FormAnswer answer,
        String state,
        boolean open) {

    public FormRow {
        lastYears = List.copyOf(lastYears);
    }
}
