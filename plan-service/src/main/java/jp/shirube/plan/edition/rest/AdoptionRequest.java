package jp.shirube.plan.edition.rest;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import jp.shirube.plan.edition.Editions.Adoption;
import jp.shirube.problem.Fault;
import jp.shirube.problem.ProblemException;
import jp.shirube.problem.ProblemType;
import org.jspecify.annotations.Nullable;

/**
 * 採択 as it is sent.
 *
 * @param inForceFrom null for the day of adoption
 * @param note 備考; a blank one is none
 */
@JsonIgnoreProperties(ignoreUnknown = false)
record AdoptionRequest(
        @Nullable LocalDate adoptedOn,
        @Nullable LocalDate inForceFrom,
        @Nullable String note) {

    private static final int LONGEST_NOTE = 500;

    /** @throws ProblemException 422 with every fault at once */
    static Adoption read(@Nullable AdoptionRequest sent) {
        LocalDate adoptedOn = sent == null ? null : sent.adoptedOn();
        String note = sent == null || sent.note() == null ? "" : sent.note().strip();
        List<Fault> faults = new ArrayList<>();
        if (adoptedOn == null) {
            faults.add(Fault.at("/adoptedOn", "採択日（adoptedOn）を書いてください", "adoptedOn is required"));
        }
        if (note.codePointCount(0, note.length()) > LONGEST_NOTE) {
            faults.add(Fault.at(
                    "/note", "備考は" + LONGEST_NOTE + "文字までです", "a note has at most " + LONGEST_NOTE + " characters"));
        }
        if (note.codePoints().anyMatch(AdoptionRequest::isNoText)) {
            faults.add(Fault.at("/note", "備考に使えない文字（改行などの制御文字）があります", "there are characters that are no text"));
        }
        if (sent == null || adoptedOn == null || !faults.isEmpty()) {
            throw new ProblemException(ProblemType.INVALID, faults);
        }
        return new Adoption(
                adoptedOn, Objects.requireNonNullElse(sent.inForceFrom(), adoptedOn), note.isEmpty() ? null : note);
    }

    private static boolean isNoText(int character) {
        int type = Character.getType(character);
        return type == Character.CONTROL || type == Character.SURROGATE;
    }
}
