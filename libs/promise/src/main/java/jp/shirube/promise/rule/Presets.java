package jp.shirube.promise.rule;

import java.io.InputStream;
import java.util.List;

/** Rules that come with the product, each in its written form under {@code grading-rules/{id}.yaml}. */
public final class Presets {

    /** The product's own rule: the default where nobody chooses one. */
    public static final String STANDARD = "standard";

    private static final List<String> IDS =
            List.of(STANDARD, "tama", "nagayo", "nagoya-port", "ibaraki", "fuji", "sano", "manifesto");

    private Presets() {}

    public static List<String> ids() {
        return IDS;
    }

    /** @throws IllegalArgumentException where there is no preset of that id */
    public static InputStream open(String id) {
        InputStream file =
                IDS.contains(id) ? Presets.class.getResourceAsStream("/grading-rules/" + id + ".yaml") : null;
        if (file == null) {
            throw new IllegalArgumentException("no preset " + id);
        }
        return file;
    }
}
