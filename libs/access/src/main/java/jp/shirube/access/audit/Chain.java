package jp.shirube.access.audit;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * 改ざんの検出: each seal holds the hash of the seal before it and of its entry. Told the seals one after the other, it says the
 * first place that does not fit.
 */
public final class Chain {

    /** What stands before the first seal. */
    static final byte[] BEGINNING = new byte[32];

    /** What does not fit. */
    public enum Kind {
        /** 欠落: seals are gone. */
        CUT,
        /** 消失: a sealed entry is gone. */
        MISSING,
        /** 改変: an entry, or its seal, is not what was sealed. */
        ALTERED,
        /** 挿入・入替え: a seal does not follow the one before it. */
        OUT_OF_ORDER,
        /** 未封: an entry stands without a seal longer than sealing ever takes. */
        UNSEALED,
        /** 先端の不一致: what was known to be sealed is not in the chain: cut off at the end, or all written anew. */
        HEAD
    }

    /**
     * The first place that does not fit.
     *
     * @param position in the chain, from 1; null where it is in none
     * @param entry id of the entry; null where there is none
     */
    public record Fault(
            Kind kind, @Nullable Long position, @Nullable Long entry, String ja, String en) {}

    /**
     * One seal and the entry it is of.
     *
     * @param entry null where it is gone
     */
    record Link(long position, long entryId, @Nullable Entry entry, byte[] hash, byte[] previous, Instant sealedAt) {}

    private final @Nullable String expected;
    private boolean expectedSeen;
    private long position;
    private byte[] head = BEGINNING;
    private @Nullable Fault first;

    /** @param expected a head noted earlier, hexadecimal; null where none is */
    Chain(@Nullable String expected) {
        this.expected = expected;
    }

    static byte[] hash(byte[] previous, Entry entry, Instant sealedAt) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(previous);
            digest.update(ByteBuffer.allocate(Long.BYTES)
                    .putLong(Entry.micros(sealedAt))
                    .array());
            return digest.digest(entry.bytes());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static String hex(byte[] hash) {
        return HexFormat.of().formatHex(hash);
    }

    /** The next seal by position. */
    void next(Link link) {
        if (first == null) {
            first = fault(link);
        }
        position = link.position();
        head = link.hash();
        expectedSeen |= hex(head).equalsIgnoreCase(expected);
    }

    private @Nullable Fault fault(Link link) {
        if (link.position() != position + 1) {
            return new Fault(
                    Kind.CUT,
                    position + 1,
                    null,
                    "封%d番から%d番までがありません。".formatted(position + 1, link.position() - 1),
                    "Seals %d to %d are gone.".formatted(position + 1, link.position() - 1));
        }
        Entry entry = link.entry();
        if (entry == null) {
            return new Fault(
                    Kind.MISSING,
                    link.position(),
                    link.entryId(),
                    "封%d番の記録（id %d）がありません。".formatted(link.position(), link.entryId()),
                    "The entry of seal %d (id %d) is gone.".formatted(link.position(), link.entryId()));
        }
        if (!Arrays.equals(link.hash(), hash(link.previous(), entry, link.sealedAt()))) {
            return new Fault(
                    Kind.ALTERED,
                    link.position(),
                    link.entryId(),
                    "封%d番の記録（id %d）は、封じたときの内容と違います。".formatted(link.position(), link.entryId()),
                    "The entry of seal %d (id %d) is not what was sealed.".formatted(link.position(), link.entryId()));
        }
        if (!Arrays.equals(link.previous(), head)) {
            return new Fault(
                    Kind.OUT_OF_ORDER,
                    link.position(),
                    link.entryId(),
                    "封%d番（記録id %d）は、前の封に続いていません。挿入されたか、順序が変えられています。".formatted(link.position(), link.entryId()),
                    "Seal %d (entry %d) does not follow the one before it: inserted, or put in another order."
                            .formatted(link.position(), link.entryId()));
        }
        return null;
    }

    /** An entry without a seal that should have one by now. */
    void unsealed(long entry, Instant since) {
        if (first == null) {
            first = new Fault(
                    Kind.UNSEALED,
                    null,
                    entry,
                    "記録（id %d、%s）が一分を過ぎても封じられていません。".formatted(entry, since),
                    "Entry %d of %s is not sealed after more than a minute.".formatted(entry, since));
        }
    }

    /** Hash of the last seal, hexadecimal. */
    String head() {
        return hex(head);
    }

    long position() {
        return position;
    }

    /** The first fault; null where all of it fits. Asked when there is no further seal. */
    @Nullable
    Fault firstFault() {
        if (first == null && expected != null && !expectedSeen && !expected.equalsIgnoreCase(hex(BEGINNING))) {
            return new Fault(
                    Kind.HEAD,
                    null,
                    null,
                    "控えの先端 %s が連鎖にありません。末尾が切り取られたか、全体が書き直されています。".formatted(expected),
                    "The head noted earlier, %s, is not in the chain: cut off at the end, or all written anew."
                            .formatted(expected));
        }
        return first;
    }
}
