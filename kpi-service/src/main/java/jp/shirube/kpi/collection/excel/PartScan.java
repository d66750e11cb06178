package jp.shirube.kpi.collection.excel;

import com.fasterxml.aalto.stax.InputFactoryImpl;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Looks through the parts of one workbook for what would cost its reader more than a form is worth. */
final class PartScan {
    private static final int MOST_NAMES = 2_000;
    private static final int MOST_DEPTH = 60;
    private static final int MOST_CELLS = 300_000;
    private static final int MOST_ROWS = 100_000;
    private static final long MOST_ROOM = 20_000_000;
    private static final int MOST_STRINGS = 200_000;
    private static final int MOST_FORMULAS = 20_000;
    private static final int MOST_ARRAYS = 100;
    private static final int MOST_LISTED = 70_000;
    private static final int MOST_COLUMNS = 16_384;
    private static final int LONGEST_FIGURE = 64;
    private static final int LONGEST_FORMULA = 8_192;

    /** This very reader, looked up nowhere; it resolves nothing and knows no DTD. */
    private final InputFactoryImpl factory = new InputFactoryImpl();

    private final String file;
    private final Set<String> names = new HashSet<>();
    private int cells;
    private int rows;
    private long room;
    private int strings;
    private int formulas;
    private int arrays;
    private int listed;
    private int highestString = -1;

    PartScan(String file) {
        this.file = file;
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setXMLResolver((publicId, systemId, base, namespace) -> {
            throw PlainParts.notPlain(file);
        });
    }

    void part(InputStream xml) throws XMLStreamException {
        XMLStreamReader reader = factory.createXMLStreamReader(xml);
        int depth = 0;
        int column = 0;
        String type = "n";
        int measured = 0;
        boolean figure = false;
        boolean formula = false;
        boolean index = false;
        StringBuilder reference = new StringBuilder();
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamConstants.DTD,
                        XMLStreamConstants.ENTITY_REFERENCE,
                        XMLStreamConstants.CDATA,
                        XMLStreamConstants.PROCESSING_INSTRUCTION -> throw PlainParts.notPlain(file);
                case XMLStreamConstants.START_ELEMENT -> {
                    most(++depth, MOST_DEPTH);
                    String name = reader.getLocalName();
                    named(name);
                    for (int at = 0; at < reader.getAttributeCount(); at++) {
                        named(reader.getAttributeLocalName(at));
                    }
                    measured = 0;
                    switch (name) {
                        case "row" -> {
                            most(++rows, MOST_ROWS);
                            column = 0;
                        }
                        case "c" -> {
                            most(++cells, MOST_CELLS);
                            String at = reader.getAttributeValue(null, "r");
                            column = at == null ? column + 1 : columnOf(at);
                            most(column, MOST_COLUMNS);
                            room += column;
                            most(room, MOST_ROOM);
                            type = reader.getAttributeValue(null, "t") == null
                                    ? "n"
                                    : reader.getAttributeValue(null, "t");
                        }
                        case "f" -> {
                            most(++formulas, MOST_FORMULAS);
                            if ("array".equals(reader.getAttributeValue(null, "t"))) {
                                most(++arrays, MOST_ARRAYS);
                            }
                            formula = true;
                        }
                        case "v" -> {
                            figure = type.equals("n") || type.equals("b");
                            index = type.equals("s");
                            reference.setLength(0);
                        }
                        case "si" -> most(++strings, MOST_STRINGS);
                        case "xf", "numFmt", "Relationship", "Override", "sheet" -> most(++listed, MOST_LISTED);
                        default -> {}
                    }
                }
                case XMLStreamConstants.CHARACTERS -> {
                    if (figure || formula || index) {
                        measured += reader.getTextLength();
                        most(measured, formula ? LONGEST_FORMULA : LONGEST_FIGURE);
                        if (index) {
                            reference.append(reader.getText());
                        }
                    }
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    depth--;
                    if (index && !reference.isEmpty()) {
                        highestString = Math.max(highestString, Integer.parseInt(reference.toString()));
                    }
                    figure = false;
                    formula = false;
                    index = false;
                }
                default -> {}
            }
        }
    }

    /** After all parts: a text nobody wrote would be looked for until the memory is full. */
    void end() {
        if (highestString >= strings) {
            throw FormProblems.damaged(file);
        }
    }

    private void named(String name) {
        if (!names.contains(name)) {
            names.add(name);
            most(names.size(), MOST_NAMES);
        }
    }

    private static int columnOf(String reference) {
        int column = 0;
        for (int at = 0; at < reference.length() && column <= MOST_COLUMNS; at++) {
            char c = reference.charAt(at);
            if (c < 'A' || c > 'Z') {
                break;
            }
            column = column * 26 + (c - 'A' + 1);
        }
        return column;
    }

    private void most(long number, long bound) {
        if (number > bound) {
            throw FormProblems.tooMuch(
                    file, "行・セル・文字列などの数や長さが、様式ではありえない大きさです。", "Rows, cells or texts beyond any form");
        }
    }
}
