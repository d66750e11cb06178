package jp.shirube.kpi.collection;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a 根拠資料 may be: known by its content, never only by what somebody says it is. */
public enum EvidenceType {
    PDF("application/pdf", "pdf"),
    PNG("image/png", "png"),
    JPEG("image/jpeg", "jpg", "jpeg"),
    XLSX("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
    DOCX("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
    PPTX("application/vnd.openxmlformats-officedocument.presentationml.presentation", "pptx"),
    CSV("text/csv", "csv"),
    TEXT("text/plain", "txt");

    private static final byte[] PDF_MARK = ascii("%PDF-");
    private static final byte[] PNG_MARK = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final byte[] JPEG_MARK = {(byte) 0xff, (byte) 0xd8, (byte) 0xff};
    private static final byte[] ZIP_MARK = {'P', 'K', 3, 4};
    private static final byte[] OFFICE_PART = ascii("[Content_Types].xml");

    /** Macros: a file of Office that holds them is none of these. */
    private static final byte[] MACROS = ascii("vbaProject.bin");

    private static final Charset WINDOWS = Charset.forName("windows-31j");

    private final String mediaType;
    private final List<String> endings;

    EvidenceType(String mediaType, String... endings) {
        this.mediaType = mediaType;
        this.endings = List.of(endings);
    }

    public static Optional<EvidenceType> ofMediaType(String type) {
        return Stream.of(values())
                .filter(each -> each.mediaType.equalsIgnoreCase(type))
                .findFirst();
    }

    /** Every type there is, for people. */
    public static String list() {
        return Stream.of(values()).map(each -> each.mediaType).collect(Collectors.joining(", "));
    }

    public boolean fitsName(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return endings.stream()
                .anyMatch(ending -> lower.endsWith("." + ending) && lower.length() > ending.length() + 1);
    }

    public String endings() {
        return endings.stream().map(ending -> "." + ending).collect(Collectors.joining(", "));
    }

    /** The media type to send it with, a text's with its charset; empty where the content is something else. */
    public Optional<String> read(byte[] content) {
        return switch (this) {
            case PDF -> when(begins(content, PDF_MARK));
            case PNG -> when(begins(content, PNG_MARK));
            case JPEG -> when(begins(content, JPEG_MARK));
            case XLSX -> when(isOffice(content, "xl/workbook.xml"));
            case DOCX -> when(isOffice(content, "word/document.xml"));
            case PPTX -> when(isOffice(content, "ppt/presentation.xml"));
            case CSV, TEXT -> charset(content).map(charset -> mediaType + ";charset=" + charset);
        };
    }

    private Optional<String> when(boolean it) {
        return it ? Optional.of(mediaType) : Optional.empty();
    }

    private static boolean begins(byte[] content, byte[] mark) {
        return content.length > mark.length && matches(content, 0, mark);
    }

    /** Names of parts stand in the file as they are; nothing is unpacked, however small a file of terabytes may be packed. */
    private static boolean isOffice(byte[] content, String part) {
        return begins(content, ZIP_MARK)
                && holds(content, OFFICE_PART)
                && holds(content, ascii(part))
                && !holds(content, MACROS);
    }

    private static boolean holds(byte[] content, byte[] text) {
        for (int i = 0; i <= content.length - text.length; i++) {
            if (matches(content, i, text)) {
                return true;
            }
        }
        return false;
    }

    private static boolean matches(byte[] content, int from, byte[] text) {
        for (int i = 0; i < text.length; i++) {
            if (content[from + i] != text[i]) {
                return false;
            }
        }
        return true;
    }

    private static Optional<String> charset(byte[] content) {
        boolean binary = begins(content, PDF_MARK);
        for (byte each : content) {
            binary = binary || each >= 0 && each < ' ' && each != '\t' && each != '\n' && each != '\r' && each != '\f';
        }
        if (binary || content.length == 0) {
            return Optional.empty();
        }
        return Stream.of(StandardCharsets.UTF_8, WINDOWS)
                .filter(charset -> isIn(charset, content))
                .findFirst()
                .map(charset -> charset.equals(WINDOWS) ? "Windows-31J" : "UTF-8");
    }

    private static boolean isIn(Charset charset, byte[] content) {
        try {
            charset.newDecoder().decode(ByteBuffer.wrap(content));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
