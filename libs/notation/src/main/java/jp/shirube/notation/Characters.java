package jp.shirube.notation;

import java.text.Normalizer;

/** One spelling for what print, files and keyboards spell differently: width, dashes, tildes, spaces. */
final class Characters {
    private static final String TILDES = "~〜∼˜～⁓";
    private static final String DASHES = "-‐‑‒–—―−ー─━";
    private static final String INVISIBLE = "\u200B\u2060\uFEFF";

    private Characters() {}

    /** NFKC, one tilde, one dash, no spaces or invisible characters. */
    static String plain(String text) {
        return spaced(text).replace(" ", "");
    }

    /** No invisible characters, NFKC, one tilde, one dash, runs of spaces and line breaks as one space. */
    static String spaced(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        int[] previous = {' '};
        Normalizer.normalize(visible(text), Normalizer.Form.NFKC).codePoints().forEach(c -> {
            int folded = folded(c, previous[0]);
            if (!(folded == ' ' && previous[0] == ' ')) {
                plain.appendCodePoint(folded);
                previous[0] = folded;
            }
        });
        return plain.toString().strip();
    }

    /** Before all else: what stands between a letter and its mark would keep the two from becoming one. */
    private static String visible(String text) {
        StringBuilder visible = new StringBuilder(text.length());
        text.codePoints()
                .filter(c ->
                        INVISIBLE.indexOf(c) < 0 && !(c >= 0xFE00 && c <= 0xFE0F) && !(c >= 0xE0100 && c <= 0xE01EF))
                .forEach(visible::appendCodePoint);
        return visible.toString();
    }

    /** A NUL or a lone surrogate is no space: it stays and makes the text unreadable. */
    private static int folded(int c, int previous) {
        if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
            return ' ';
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
