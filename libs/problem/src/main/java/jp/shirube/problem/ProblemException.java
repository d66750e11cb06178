package jp.shirube.problem;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A refusal on its way to the client. Knows what is wrong, nothing of HTTP beyond the status of its type. */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient ProblemType type;
    private final String detailJa;
    private final String detailEn;
    private final transient List<Fault> faults;

    @Nullable
    private final Integer retryAfterSeconds;

    private ProblemException(
            ProblemType type,
            String detailJa,
            String detailEn,
            List<Fault> faults,
            @Nullable Integer retryAfterSeconds) {
        super(type.id() + ": " + detailEn);
        this.type = type;
        this.detailJa = detailJa;
        this.detailEn = detailEn;
        this.faults = List.copyOf(faults);
        this.retryAfterSeconds = retryAfterSeconds;
    }

    public ProblemException(ProblemType type, String detailJa, String detailEn) {
        this(type, detailJa, detailEn, List.of(), null);
    }

    public ProblemException(ProblemType type, List<Fault> faults) {
        this(type, faults.size() + "件の誤りがあります。", faults.size() + " fault(s).", faults, null);
    }

    /** With words of its own above the faults: where they are only the first of many, for example. */
    public ProblemException(ProblemType type, String detailJa, String detailEn, List<Fault> faults) {
        this(type, detailJa, detailEn, faults, null);
    }

    /** The same refusal, saying that it may pass when tried again after that many seconds. */
    public ProblemException retryAfter(int seconds) {
        return new ProblemException(type, detailJa, detailEn, faults, seconds);
    }

    public ProblemType type() {
        return type;
    }

    public String detail(Language language) {
        return language.choose(detailJa, detailEn);
    }

    public List<Fault> faults() {
        return faults;
    }

    public @Nullable Integer retryAfterSeconds() {
        return retryAfterSeconds;
    }
}
