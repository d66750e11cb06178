package jp.shirube.system;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * A real LibreOffice without a window. It opens the workbook and saves it as its own flat document; cells are filled in that,
 * and LibreOffice saves it as a workbook again, with everything it makes of styles, locks and hidden columns.
 */
final class LibreOffice {

    /** Something a person fills in. */
    record Filled(String item, String heading, String text) {}

    private static final String TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0";
    private static final String OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0";
    private static final String TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0";
    private static final String CALC_EXTENSION = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0";
    private static final String ITEM = "項目ID";

    private final Path folder;

    LibreOffice(Path folder) {
        this.folder = folder;
    }

    static boolean isHere() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(place -> Files.isExecutable(Path.of(place, "soffice")));
    }

    /** The form (様式) with some of its cells filled, as LibreOffice saves it. */
    byte[] fill(byte[] form, List<Filled> cells) throws IOException, InterruptedException {
        Path opened = convert(Files.write(folder.resolve("form.xlsx"), form), "fods");
        Path typed = folder.resolve("filled.fods");
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            Document document = factory.newDocumentBuilder().parse(opened.toFile());
            type(document, cells);
            TransformerFactory.newDefaultInstance()
                    .newTransformer()
                    .transform(new DOMSource(document), new StreamResult(typed.toFile()));
        } catch (ParserConfigurationException | SAXException | TransformerException e) {
            throw new IOException("LibreOffice's own document cannot be read", e);
        }
        return Files.readAllBytes(convert(typed, "xlsx"));
    }

    private static void type(Document document, List<Filled> cells) {
        Map<String, Integer> columns = new HashMap<>();
        List<Filled> open = new ArrayList<>(cells);
        NodeList rows = document.getElementsByTagNameNS(TABLE, "table-row");
        for (int i = 0; i < rows.getLength() && !open.isEmpty(); i++) {
            Element row = (Element) rows.item(i);
            if (columns.isEmpty()) {
                List<String> texts = texts(row);
                if (texts.contains(ITEM)) {
                    for (int at = 0; at < texts.size(); at++) {
                        columns.putIfAbsent(texts.get(at).replaceAll("\\s", ""), at);
                    }
                }
                continue;
            }
            String item = text(cell(row, columns.getOrDefault(ITEM, 0)));
            for (Filled each : List.copyOf(open)) {
                if (each.item().equals(item)) {
                    Integer column = columns.get(each.heading());
                    if (column == null) {
                        throw new IllegalArgumentException("no column " + each.heading() + " in " + columns);
                    }
                    type(cell(row, column), each.text());
                    open.remove(each);
                }
            }
        }
        if (!open.isEmpty()) {
            throw new IllegalArgumentException("the form has no cells for " + open);
        }
    }

    private static void type(Element cell, String text) {
        while (cell.hasChildNodes()) {
            cell.removeChild(cell.getFirstChild());
        }
        for (String value : List.of("value", "date-value", "time-value", "boolean-value", "string-value")) {
            cell.removeAttributeNS(OFFICE, value);
        }
        cell.setAttributeNS(OFFICE, "office:value-type", "string");
        cell.setAttributeNS(CALC_EXTENSION, "calcext:value-type", "string");
        for (String line : text.split("\n", -1)) {
            Element paragraph = cell.getOwnerDocument().createElementNS(TEXT, "text:p");
            paragraph.setTextContent(line);
            cell.appendChild(paragraph);
        }
    }

    private static List<String> texts(Element row) {
        List<String> texts = new ArrayList<>();
        for (Element cell : cells(row)) {
            // What is repeated to the end of the sheet is empty.
            int times = Math.min(repeated(cell), 100);
            for (int i = 0; i < times; i++) {
                texts.add(text(cell));
            }
        }
        return texts;
    }

    /** The very cell of a column; taken out of those that only stand there once for several. */
    private static Element cell(Element row, int column) {
        int at = 0;
        for (Element cell : cells(row)) {
            int times = repeated(cell);
            if (column < at + times) {
                return times == 1 ? cell : alone(row, cell, column - at, at + times - column - 1);
            }
            at += times;
        }
        throw new IllegalArgumentException("the row ends before column " + column);
    }

    private static Element alone(Element row, Element cell, int before, int after) {
        Element one = repeated(cell, 1);
        if (before > 0) {
            row.insertBefore(repeated(cell, before), cell);
        }
        row.insertBefore(one, cell);
        if (after > 0) {
            row.insertBefore(repeated(cell, after), cell);
        }
        row.removeChild(cell);
        return one;
    }

    private static Element repeated(Element cell, int times) {
        Element copy = (Element) cell.cloneNode(true);
        if (times == 1) {
            copy.removeAttributeNS(TABLE, "number-columns-repeated");
        } else {
            copy.setAttributeNS(TABLE, "table:number-columns-repeated", Integer.toString(times));
        }
        return copy;
    }

    private static int repeated(Element cell) {
        String times = cell.getAttributeNS(TABLE, "number-columns-repeated");
        return times.isEmpty() ? 1 : Integer.parseInt(times);
    }

    private static List<Element> cells(Element row) {
        List<Element> cells = new ArrayList<>();
        for (Node child = row.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element element && element.getLocalName().endsWith("table-cell")) {
                cells.add(element);
            }
        }
        return cells;
    }

    private static String text(Element cell) {
        List<String> lines = new ArrayList<>();
        for (Node child = cell.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element element && "p".equals(element.getLocalName())) {
                lines.add(element.getTextContent());
            }
        }
        return String.join("\n", lines);
    }

    private Path convert(Path file, String to) throws IOException, InterruptedException {
        Path out = folder.resolve("saved");
        Path said = folder.resolve("soffice.log");
        Process office = new ProcessBuilder(
                        "soffice",
                        "-env:UserInstallation=" + folder.resolve("profile").toUri(),
                        "--headless",
                        "--norestore",
                        "--convert-to",
                        to,
                        "--outdir",
                        out.toString(),
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        if (!office.waitFor(3, TimeUnit.MINUTES)) {
            office.destroyForcibly();
            throw new IOException("LibreOffice does not end: " + Files.readString(said));
        }
        String name = file.getFileName().toString();
        Path saved = out.resolve(name.substring(0, name.lastIndexOf('.') + 1) + to);
        if (!Files.exists(saved)) {
            throw new IOException("LibreOffice saved nothing: " + Files.readString(said));
        }
        return saved;
    }
}
