package jp.shirube.report.feed;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** A feed as RFC 4287, its pages linked as RFC 5005 says (paged feeds). */
final class AtomXml {

    private static final String ATOM = "http://www.w3.org/2005/Atom";
    private static final String XHTML = "http://www.w3.org/1999/xhtml";
    private static final XMLOutputFactory WRITERS = XMLOutputFactory.newDefaultFactory();

    private final XMLStreamWriter xml;

    private AtomXml(XMLStreamWriter xml) {
        this.xml = xml;
    }

    static byte[] write(Feed feed) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            XMLStreamWriter xml = WRITERS.createXMLStreamWriter(bytes, StandardCharsets.UTF_8.name());
            new AtomXml(xml).feed(feed);
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("memory takes everything", e);
        }
        return bytes.toByteArray();
    }

    private void feed(Feed feed) throws XMLStreamException {
        xml.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
        xml.writeStartElement("feed");
        xml.writeDefaultNamespace(ATOM);
        xml.writeAttribute("xml:lang", "ja");
        text("id", urn(feed.id()));
        text("title", feed.title());
        text("subtitle", feed.subtitle());
        text("updated", moment(feed.updated()));
        xml.writeStartElement("author");
        text("name", feed.author());
        xml.writeEndElement();
        text("generator", "Shirube");
        link("self", "application/atom+xml", feed.self());
        link("first", "application/atom+xml", feed.first());
        if (feed.next() != null) {
            link("next", "application/atom+xml", feed.next());
        }
        link("alternate", "text/html", feed.page());
        for (Feed.Item item : feed.items()) {
            entry(item);
        }
        xml.writeEndElement();
        xml.writeEndDocument();
    }

    private void entry(Feed.Item item) throws XMLStreamException {
        xml.writeStartElement("entry");
        text("id", urn(item.id()));
        text("title", item.telling().title());
        text("updated", moment(item.updated()));
        link("alternate", "text/html", item.page());
        text("summary", String.join("\n", item.telling().ja()));
        xml.writeStartElement("content");
        xml.writeAttribute("type", "xhtml");
        xml.writeStartElement("div");
        xml.writeDefaultNamespace(XHTML);
        paragraphs("ja", item.telling().ja());
        paragraphs("en", item.telling().en());
        xml.writeEndElement();
        xml.writeEndElement();
        xml.writeEndElement();
    }

    private void paragraphs(String language, List<String> sentences) throws XMLStreamException {
        for (String sentence : sentences) {
            xml.writeStartElement("p");
            xml.writeAttribute("xml:lang", language);
            xml.writeAttribute("lang", language);
            xml.writeCharacters(allowed(sentence));
            xml.writeEndElement();
        }
    }

    private void text(String element, String text) throws XMLStreamException {
        xml.writeStartElement(element);
        xml.writeCharacters(allowed(text));
        xml.writeEndElement();
    }

    private void link(String relation, String type, String href) throws XMLStreamException {
        xml.writeEmptyElement("link");
        xml.writeAttribute("rel", relation);
        xml.writeAttribute("type", type);
        xml.writeAttribute("href", href);
    }

    /** Readers that know milliseconds only take more digits for more of them. */
    private static String moment(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MILLIS).toString();
    }

    private static String urn(UUID id) {
        return "urn:uuid:" + id;
    }

    /** XML 1.0 has no place for control characters, not even escaped; names copied from a PDF may hold some. */
    private static String allowed(String text) {
        return text.codePoints()
                .map(c -> c >= 0x20 && c <= 0xD7FF
                                || c == '\t'
                                || c == '\n'
                                || c == '\r'
                                || c >= 0xE000 && c <= 0xFFFD
                                || c >= 0x10000
                        ? c
                        : 0xFFFD)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
