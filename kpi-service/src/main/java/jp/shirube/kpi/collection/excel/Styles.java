package jp.shirube.kpi.collection.excel;

import java.util.EnumMap;
import java.util.Map;
import org.apache.poi.ss.usermodel.BorderStyle;
import org.apache.poi.ss.usermodel.FillPatternType;
import org.apache.poi.ss.usermodel.HorizontalAlignment;
import org.apache.poi.ss.usermodel.VerticalAlignment;
import org.apache.poi.xssf.usermodel.XSSFCellStyle;
import org.apache.poi.xssf.usermodel.XSSFColor;
import org.apache.poi.xssf.usermodel.XSSFFont;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/** How the cells look. What is to be filled differs by dots and a thick frame, so that it does on a black-and-white print too. */
final class Styles {
    /** Comes with Windows since 2018; LibreOffice takes the system's Japanese gothic in its place. */
    private static final String FONT = "BIZ UDPGothic";

    private static final byte[] PALE_YELLOW = {(byte) 0xFF, (byte) 0xFB, (byte) 0xE5};
    private static final byte[] DOTS = {(byte) 0xC9, (byte) 0xB4, (byte) 0x6A};
    private static final byte[] GREY = {(byte) 0xD9, (byte) 0xD9, (byte) 0xD9};
    private static final byte[] HEADING = {(byte) 0xE8, (byte) 0xF1, (byte) 0xFE};
    private static final byte[] PALE_RED = {(byte) 0xFD, (byte) 0xDE, (byte) 0xDC};
    private static final byte[] DARK = {0x55, 0x55, 0x55};

    enum Look {
        TITLE,
        LINE,
        HEADING,
        FILL_HEADING,
        GIVEN,
        FIGURE,
        FILL,
        FILL_FIGURE,
        NOT_ASKED,
        FAULTY,
        RESULT
    }

    private final XSSFWorkbook book;
    private final Map<Look, XSSFCellStyle> styles = new EnumMap<>(Look.class);

    Styles(XSSFWorkbook book) {
        this.book = book;
        XSSFFont standard = book.getFontAt(0);
        standard.setFontName(FONT);
        standard.setFontHeightInPoints((short) 10);
        for (Look look : Look.values()) {
            styles.put(look, made(look));
        }
    }

    XSSFCellStyle of(Look look) {
        XSSFCellStyle style = styles.get(look);
        if (style == null) {
            throw new IllegalStateException(look + " was not made");
        }
        return style;
    }

    private XSSFCellStyle made(Look look) {
        XSSFCellStyle style = book.createCellStyle();
        // Text stays what was typed: no date out of 3-4, no formula out of =, no binary fraction out of 32.8.
        style.setDataFormat(book.createDataFormat().getFormat("@"));
        style.setWrapText(true);
        style.setVerticalAlignment(VerticalAlignment.TOP);
        style.setLocked(true);
        switch (look) {
            case TITLE -> style.setFont(font(14, true));
            case LINE -> style.setFont(font(10, false));
            case HEADING, FILL_HEADING -> {
                frame(style, look == Look.HEADING ? BorderStyle.THIN : BorderStyle.MEDIUM);
                solid(style, HEADING);
                style.setFont(font(10, true));
                style.setAlignment(HorizontalAlignment.CENTER);
                style.setVerticalAlignment(VerticalAlignment.CENTER);
            }
            case GIVEN -> frame(style, BorderStyle.THIN);
            case FIGURE -> {
                frame(style, BorderStyle.THIN);
                style.setAlignment(HorizontalAlignment.RIGHT);
            }
            case FILL, FILL_FIGURE -> {
                frame(style, BorderStyle.MEDIUM);
                dotted(style);
                style.setLocked(false);
                if (look == Look.FILL_FIGURE) {
                    style.setAlignment(HorizontalAlignment.RIGHT);
                }
            }
            case NOT_ASKED -> {
                frame(style, BorderStyle.THIN);
                solid(style, GREY);
            }
            case FAULTY -> {
                frame(style, BorderStyle.THICK);
                solid(style, PALE_RED);
                style.setLocked(false);
            }
            case RESULT -> {
                frame(style, BorderStyle.THIN);
                style.setFont(font(10, true));
            }
        }
        return style;
    }

    private XSSFFont font(int points, boolean bold) {
        XSSFFont font = book.createFont();
        font.setFontName(FONT);
        font.setFontHeightInPoints((short) points);
        font.setBold(bold);
        return font;
    }

    private static void solid(XSSFCellStyle style, byte[] colour) {
        style.setFillPattern(FillPatternType.SOLID_FOREGROUND);
        style.setFillForegroundColor(new XSSFColor(colour));
    }

    private static void dotted(XSSFCellStyle style) {
        style.setFillPattern(FillPatternType.LESS_DOTS);
        style.setFillForegroundColor(new XSSFColor(DOTS));
        style.setFillBackgroundColor(new XSSFColor(PALE_YELLOW));
    }

    private static void frame(XSSFCellStyle style, BorderStyle line) {
        XSSFColor colour = new XSSFColor(DARK);
        style.setBorderTop(line);
        style.setBorderBottom(line);
        style.setBorderLeft(line);
        style.setBorderRight(line);
        style.setTopBorderColor(colour);
        style.setBottomBorderColor(colour);
        style.setLeftBorderColor(colour);
        style.setRightBorderColor(colour);
    }
}
