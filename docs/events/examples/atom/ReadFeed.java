import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * フィードの新しい記事だけを読む見本 / Prints what is new in a feed since it was read last, oldest first. Run it from cron.
 *
 * <pre>java ReadFeed.java http://127.0.0.1:8080/api/report/v1/municipalities/062022/feeds/plans/… known.txt</pre>
 *
 * Java 21 or newer, nothing else.
 */
public class ReadFeed {

    private static final String ATOM = "http://www.w3.org/2005/Atom";

    public static void main(String[] arguments) throws Exception {
        Path file = Path.of(arguments[1]);
        // First line: the ETag. Then the ids of entries already read.
        List<String> known = Files.exists(file) ? Files.readAllLines(file) : List.of("");
        String newestTag = "";
        List<Element> news = new ArrayList<>();
        URI page = URI.create(arguments[0]);
        boolean caughtUp = false;
        while (page != null && !caughtUp) {
            HttpRequest.Builder request = HttpRequest.newBuilder(page);
            if (newestTag.isEmpty() && !known.getFirst().isEmpty()) {
                request.header("If-None-Match", known.getFirst());
            }
            HttpResponse<byte[]> answer =
                    HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            if (answer.statusCode() == 304) {
                return;
            }
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(answer.statusCode() + " " + new String(answer.body()));
            }
            if (newestTag.isEmpty()) {
                newestTag = answer.headers().firstValue("ETag").orElse("");
            }
            Element feed = parse(answer.body());
            NodeList entries = feed.getElementsByTagNameNS(ATOM, "entry");
            for (int i = 0; i < entries.getLength() && !caughtUp; i++) {
                Element entry = (Element) entries.item(i);
                caughtUp = known.contains(text(entry, "id"));
                if (!caughtUp) {
                    news.add(entry);
                }
            }
            String next = link(feed, "next");
            page = next == null ? null : page.resolve(next);
        }
        Collections.reverse(news);
        for (Element entry : news) {
            URI place = URI.create(arguments[0]).resolve(link(entry, "alternate"));
            System.out.println(text(entry, "updated") + " " + text(entry, "title") + " " + place);
        }
        List<String> remembered = new ArrayList<>(known.subList(1, known.size()));
        news.forEach(entry -> remembered.add(text(entry, "id")));
        remembered.addFirst(newestTag);
        Files.write(file, remembered);
    }

    private static Element parse(byte[] xml) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        return factory.newDocumentBuilder()
                .parse(new ByteArrayInputStream(xml))
                .getDocumentElement();
    }

    private static String text(Element parent, String name) {
        return parent.getElementsByTagNameNS(ATOM, name).item(0).getTextContent();
    }

    private static String link(Element parent, String relation) {
        NodeList links = parent.getElementsByTagNameNS(ATOM, "link");
        for (int i = 0; i < links.getLength(); i++) {
            Element link = (Element) links.item(i);
            if (link.getParentNode() == parent && link.getAttribute("rel").equals(relation)) {
                return link.getAttribute("href");
            }
        }
        return null;
    }
}
