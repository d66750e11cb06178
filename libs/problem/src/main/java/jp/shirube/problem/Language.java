package jp.shirube.problem;

import java.util.List;
import java.util.Locale;

/** The language of messages: Japanese unless the client prefers English. */
public enum Language {
    JA,
    EN;

    public String choose(String ja, String en) {
        return this == JA ? ja : en;
    }

    /** @param accepted the client's languages, the preferred first; anything else than English means Japanese */
    public static Language of(List<Locale> accepted) {
        for (Locale locale : accepted) {
            if (locale.getLanguage().equals("ja")) {
                return JA;
            }
            if (locale.getLanguage().equals("en")) {
                return EN;
            }
        }
        return JA;
    }
}
