package jp.shirube.notation;

import java.text.Normalizer;

/** One spelling for what print, files and keyboards spell differently: width, dashes, tildes, spaces. */
final class Characters {
    private static final String TILDES = "~〜∼˜～⁓";
    private static final String DASHES = "-‐‑‒–—―−ー─━﹣－ｰ";

    private Characters() {}

    /** NFKC, one tilde, one dash, no spaces or invisible characters. */
    static String plain(String text) {
        String folded = Normalizer.normalize(text, Normalizer.Form.NFKC);
        StringBuilder plain = new StringBuilder(folded.length());
        folded.codePoints().forEach(c -> {
            if (TILDES.indexOf(c) >= 0) {
                plain.append('~');
            } else if (DASHES.indexOf(c) >= 0) {
                plain.append('-');
            } else if (!isInvisible(c)) {
                plain.appendCodePoint(c);
            }
        });
        return plain.toString();
    }

    /** A NUL or a lone surrogate is no space: it stays and makes the text unreadable. */
    private static boolean isInvisible(int c) {
        return Character.isWhitespace(c)
                || Character.isSpaceChar(c)
                || c == '\u200B'
                || c == '\u2060'
                || c == '\uFEFF'
                || (c >= 0xFE00 && c <= 0xFE0F)
                || (c >= 0xE0100 && c <= 0xE01EF);
    }
}
