package jp.shirube.report.progressstream;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import jp.shirube.report.progresslog.Entry;

/** An entry as it goes over the wire, written once however many follow. */
final class Frame {

    private final Entry entry;
    private final byte[] bytes;

    /** @param line the event, JSON without line breaks */
    Frame(Entry entry, String line) {
        this.entry = entry;
        this.bytes = ("id: " + entry.position() + "\nevent: " + entry.type() + "\ndata: " + line + "\n\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    Entry entry() {
        return entry;
    }

    long position() {
        return entry.position();
    }

    int length() {
        return bytes.length;
    }

    void addTo(Buffer page) {
        page.appendBytes(bytes);
    }
}
