package jp.shirube.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * APIキー, as a system presents it: {@code shirube_<municipality>_<id>_<secret>}. It names its municipality and itself, so that one
 * look finds it, and begins with a word by which scanners recognise one that was left lying about.
 */
public final class ApiKey {

    private static final Pattern FORM = Pattern.compile("shirube_([0-9]{6})_([a-z2-7]{12})_[A-Za-z0-9_-]{43}");
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz234567";
    private static final int ID_LENGTH = 12;
    private static final int SECRET_BYTES = 32;

    private final String municipality;
    private final String id;
    private final String text;

    private ApiKey(String municipality, String id, String text) {
        this.municipality = municipality;
        this.id = id;
        this.text = text;
    }

    /** A new one, of 256 random bits. */
    public static ApiKey create(String municipality, SecureRandom random) {
        StringBuilder id = new StringBuilder(ID_LENGTH);
        random.ints(ID_LENGTH, 0, LETTERS.length()).mapToObj(LETTERS::charAt).forEach(id::append);
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        String text = "shirube_" + municipality + "_" + id + "_"
                + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        return read(text).orElseThrow(() -> new IllegalArgumentException("no municipality: " + municipality));
    }

    /** Empty for whatever has not the form of a key. */
    public static Optional<ApiKey> read(String presented) {
        Matcher form = FORM.matcher(presented);
        return form.matches() ? Optional.of(new ApiKey(form.group(1), form.group(2), presented)) : Optional.empty();
    }

    public String municipality() {
        return municipality;
    }

    public String id() {
        return id;
    }

    /** The key itself: shown once to whoever had it made, kept nowhere. */
    public String reveal() {
        return text;
    }

    /**
     * What is kept of it: SHA-256 in hexadecimal. A slow hash slows down the guessing of what people choose; 256 random bits
     * are guessed in no time that matters, and every request of a system would pay for it.
     */
    public String hash() {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Takes as long for a wrong hash as for the right one. */
    boolean hasHash(String kept) {
        return MessageDigest.isEqual(
                hash().getBytes(StandardCharsets.US_ASCII), kept.getBytes(StandardCharsets.US_ASCII));
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "api-key:" + id + " of " + municipality;
    }
}
