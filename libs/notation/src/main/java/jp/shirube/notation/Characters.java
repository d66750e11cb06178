package jp.shirube.notation;

import java.text.Normalizer;

/** One spelling for what print, files and keyboards spell differently: width, dashes, tildes, spaces. */
final class Characters {
    private static final String TILDES = "~〜∼˜～⁓";
    private static final String DASHES = "-‐‑‒–—―−ー─━";
    private static final String INVISIBLE = "\u200B\u2060\uFEFF";
    private static final int DROPPED = -1;

    private Characters() {}

    /** NFKC, one tilde, one dash, no spaces or invisible characters. */
    static String plain(String text) {
        return spaced(text).replace(" ", "");
    }

    /** NFKC, one tilde, one dash, runs of spaces and line breaks as one space. */
    static String spaced(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        int[] previous = {' '};
        Normalizer.normalize(text, Normalizer.Form.NFKC).codePoints().forEach(c -> {
            int folded = folded(c, previous[0]);
            if (folded != DROPPED && !(folded == ' ' && previous[0] == ' ')) {
                plain.appendCodePoint(folded);
                previous[0] = folded;
            }
        });
        return plain.toString().strip();
    }

    /** A NUL or a lone surrogate is no space: it stays and makes the text unreadable. */
    private static int folded(int c, int previous) {
        if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
            return ' ';
        }
        if (INVISIBLE.indexOf(c) >= 0 || (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF)) {
            return DROPPED;
        }
        if (TILDES.indexOf(c) >= 0) {
            return '~';
        }
        boolean longVowel = c == 'ー' && isKana(previous);
        return DASHES.indexOf(c) >= 0 && !longVowel ? '-' : c;
    }

    /** ー lengthens the vowel of a kana before it (ページ); elsewhere it is typed for a dash. */
    private static boolean isKana(int c) {
        Character.UnicodeScript script = Character.UnicodeScript.of(c);
        return script == Character.UnicodeScript.HIRAGANA || script == Character.UnicodeScript.KATAKANA || c == 'ー';
    }
}
