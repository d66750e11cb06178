package jp.shirube.plan;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jp.shirube.document.DocumentReader;
import jp.shirube.plan.edition.Edition;
import jp.shirube.plan.edition.document.PlanDocument;
import jp.shirube.plan.municipality.Municipality;
import jp.shirube.plan.municipality.document.MunicipalityDocument;

/** The five real plans. */
public final class Samples {

    private static final Path SAMPLES = Path.of("..", "samples");
    private static final ObjectMapper JSON = json();

    /**
     * A printed plan and the documents it became.
     *
     * @param source number of the text, 003
     * @param editions file names without their folder
     */
    public record Print(String source, String city, String plan, List<String> editions) {

        public String text() {
            return read("sources/" + source + ".txt");
        }

        public List<String> lines() {
            return text().lines().toList();
        }

        public List<JsonNode> documents() {
            return editions.stream().map(file -> tree(path(file))).toList();
        }

        public Edition edition(int number) {
            return Samples.edition(city, path("edition-" + number + ".yaml"));
        }

        private String path(String file) {
            return city + "/plans/" + plan + "/" + file;
        }

        @Override
        public String toString() {
            return source;
        }
    }

    public static final List<Print> PRINTS = List.of(
            new Print("000", "yonezawa", "machizukuri-sogo-keikaku", List.of("edition-1.yaml", "edition-2.yaml")),
            new Print("001", "yonezawa", "digital-denen-sogo-senryaku", List.of("edition-1.yaml")),
            new Print("002", "yonezawa", "zenki-kihon-keikaku", List.of("edition-1.yaml")),
            new Print("003", "higashine", "gyozaisei-kaikaku-8", List.of("edition-1.yaml")),
            new Print("004", "kaminoyama", "shinko-keikaku-8", List.of("edition-1.yaml")));

    public static final List<String> CITIES = List.of("yonezawa", "higashine", "kaminoyama");

    private Samples() {}

    public static Print print(String source) {
        return PRINTS.stream()
                .filter(print -> print.source().equals(source))
                .findFirst()
                .orElseThrow();
    }

    public static String read(String file) {
        try {
            return Files.readString(SAMPLES.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static JsonNode tree(String file) {
        return DocumentReader.read(read(file)).tree();
    }

    public static Municipality municipality(String city) {
        return MunicipalityDocument.read(DocumentReader.read(read(city + "/municipality.yaml")), JSON);
    }

    private static Edition edition(String city, String file) {
        return PlanDocument.read(
                        DocumentReader.read(read(file)), municipality(city).vocabulary(), JSON)
                .edition();
    }

    /** Configured as the running service has it. */
    public static ObjectMapper json() {
        ObjectMapper json =
                new ObjectMapper().findAndRegisterModules().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
        new Json().customize(json);
        return json;
    }

    /** Every plan document there is, so that none is forgotten above. */
    static List<Path> editionFiles() {
        try (var files = Files.walk(SAMPLES)) {
            return files.filter(file -> file.getFileName().toString().matches("edition-.*\\.yaml"))
                    .map(SAMPLES::relativize)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
