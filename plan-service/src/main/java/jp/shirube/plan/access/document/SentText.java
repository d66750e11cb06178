package jp.shirube.plan.access.document;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import jp.shirube.problem.Fault;
import jp.shirube.problem.ProblemException;
import jp.shirube.problem.ProblemType;

/** What was sent, as text: UTF-8 with or without BOM, and for files from a Japanese Excel windows-31j. Never a guess. */
final class SentText {

    private static final int MOST_BYTES = 4 << 20;
    private static final Charset WINDOWS_31J = Charset.forName("windows-31j");

    private SentText() {}

    /** @throws ProblemException where it is neither, or too long */
    static String ofFile(byte[] sent) {
        refuseTooLarge(sent);
        refuseUtf16(sent);
        return decoded(sent, StandardCharsets.UTF_8)
                .or(() -> decoded(sent, WINDOWS_31J))
                .map(SentText::withoutMark)
                .orElseThrow(() -> invalid(
                        "文字コードが読み取れません。UTF-8かShift_JIS（Windows-31J）で送ってください",
                        "the text is neither UTF-8 nor windows-31j"));
    }

    /** @throws ProblemException where it is no UTF-8, or too long */
    static String ofJson(byte[] sent) {
        refuseTooLarge(sent);
        refuseUtf16(sent);
        return decoded(sent, StandardCharsets.UTF_8)
                .map(SentText::withoutMark)
                .orElseThrow(() -> invalid("JSONはUTF-8で送ってください", "JSON is sent as UTF-8"));
    }

    private static void refuseTooLarge(byte[] sent) {
        if (sent.length > MOST_BYTES) {
            throw new ProblemException(
                    ProblemType.TOO_LARGE,
                    "送れるのは%,dバイトまでです。".formatted(MOST_BYTES),
                    "At most %,d bytes can be sent.".formatted(MOST_BYTES));
        }
    }

    private static void refuseUtf16(byte[] sent) {
        boolean marked = sent.length > 1
                && ((sent[0] == (byte) 0xFE && sent[1] == (byte) 0xFF)
                        || (sent[0] == (byte) 0xFF && sent[1] == (byte) 0xFE));
        boolean empty = false;
        for (byte each : sent) {
            empty |= each == 0;
        }
        if (marked || empty) {
            throw invalid(
                    "文字コードがUTF-16か、NUL文字が含まれています。UTF-8で保存し直してください",
                    "the text is UTF-16 or contains NUL; save it as UTF-8");
        }
    }

    private static Optional<String> decoded(byte[] sent, Charset charset) {
        try {
            return Optional.of(charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(sent))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static String withoutMark(String text) {
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static ProblemException invalid(String ja, String en) {
        return new ProblemException(ProblemType.INVALID, List.of(Fault.at("", ja, en)));
    }
}
