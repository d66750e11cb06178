package jp.shirube.kpi.bulk.csv;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import jp.shirube.problem.Fault;
import jp.shirube.problem.ProblemException;
import jp.shirube.problem.ProblemType;
import org.jspecify.annotations.Nullable;

/** 文字コード of a file: UTF-8 with or without its mark, else what Japanese Windows writes (CP932). Nothing is guessed beyond that. */
final class Encoding {

    /** Not Shift_JIS: ①, ㈱ and 髙 are in none but this. */
    private static final Charset CP932 = Charset.forName("windows-31j");

    private static final Set<String> SAYS_CP932 =
            Set.of("windows-31j", "cp932", "ms932", "shift_jis", "shift-jis", "sjis");
    private static final int PIECE = 1 << 16;

    private Encoding() {}

    /** @param named what the sender says it is; null where they say nothing */
    static Reader open(Path file, @Nullable String named) throws IOException {
        Optional<Charset> said = Optional.ofNullable(named).map(Encoding::known);
        byte[] start = start(file);
        if (isUtf16(start)) {
            throw new ProblemException(
                    ProblemType.UNSUPPORTED_MEDIA_TYPE,
                    "UTF-16のファイルは読み取れません。UTF-8かCP932（Shift_JIS）で保存してください。",
                    "UTF-16 is not read. Save the file as UTF-8 or CP932 (Shift_JIS).");
        }
        boolean marked = start.length == 3
                && (start[0] & 0xFF) == 0xEF
                && (start[1] & 0xFF) == 0xBB
                && (start[2] & 0xFF) == 0xBF;
        Charset charset =
                said.orElse(marked || isReadable(file, StandardCharsets.UTF_8) ? StandardCharsets.UTF_8 : CP932);
        if ((said.isPresent() || charset.equals(CP932)) && !isReadable(file, charset)) {
            throw unreadable(charset);
        }
        InputStream content = Files.newInputStream(file);
        if (marked && charset.equals(StandardCharsets.UTF_8)) {
            content.skipNBytes(3);
        }
        return strictly(content, charset);
    }

    static ProblemException unreadable(Charset charset) {
        String ja = charset.equals(StandardCharsets.UTF_8) ? "UTF-8" : "CP932（Shift_JIS）";
        return new ProblemException(
                ProblemType.INVALID,
                List.of(Fault.at(
                        "",
                        ja + "として読めないバイトがあります。UTF-8かCP932で保存し直すか、?charset= を確かめてください。",
                        "There are bytes that are no " + charset.name() + ". Save the file as UTF-8 or CP932.")));
    }

    private static Charset known(String named) {
        String plain = named.strip().toLowerCase(Locale.ROOT);
        if (plain.equals("utf-8") || plain.equals("utf8")) {
            return StandardCharsets.UTF_8;
        }
        if (SAYS_CP932.contains(plain)) {
            return CP932;
        }
        throw new ProblemException(
                ProblemType.INVALID,
                List.of(Fault.at(
                        "#charset", "utf-8かwindows-31j（CP932）を指定してください。", "Write utf-8 or windows-31j (CP932).")));
    }

    private static byte[] start(Path file) throws IOException {
        try (InputStream content = Files.newInputStream(file)) {
            return content.readNBytes(3);
        }
    }

    private static boolean isUtf16(byte[] start) {
        if (start.length < 2) {
            return false;
        }
        int first = start[0] & 0xFF;
        int second = start[1] & 0xFF;
        return first == 0xFE && second == 0xFF || first == 0xFF && second == 0xFE || first == 0 || second == 0;
    }

    private static boolean isReadable(Path file, Charset charset) throws IOException {
        char[] piece = new char[PIECE];
        try (Reader reader = strictly(Files.newInputStream(file), charset)) {
            while (reader.read(piece) >= 0) {
                continue;
            }
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static Reader strictly(InputStream content, Charset charset) {
        return new InputStreamReader(
                content,
                charset.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT));
    }
}
