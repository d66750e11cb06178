package jp.shirube.kpi.collection.screens;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Named;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.UriInfo;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jp.shirube.pages.Visitor;
import jp.shirube.problem.Language;
import org.jspecify.annotations.Nullable;

/** In what language somebody reads: as they chose ({@code ?lang=en}, then kept in a cookie), else as their browser asks. */
@Named("reader")
@RequestScoped
public class Reader {

    static final String PARAMETER = "lang";
    static final String COOKIE = "shirube-lang";
    private static final int A_YEAR = 31_536_000;

    private final UriInfo address;
    private final HttpHeaders headers;
    private final Visitor visitor;
    private @Nullable String page;

    Reader(UriInfo address, HttpHeaders headers, Visitor visitor) {
        this.address = address;
        this.headers = headers;
        this.visitor = visitor;
    }

    Language language() {
        return chosen().or(this::kept).orElseGet(() -> Language.of(headers.getAcceptableLanguages()));
    }

    Speech speech() {
        return new Speech(language());
    }

    Locale locale() {
        return Locale.forLanguageTag(getLang());
    }

    /** Keeps what was chosen just now. */
    Optional<NewCookie> toKeep() {
        return chosen().map(language -> new NewCookie.Builder(COOKIE)
                .value(tag(language))
                .path("/collection")
                .maxAge(A_YEAR)
                .httpOnly(true)
                .sameSite(NewCookie.SameSite.LAX)
                .secure("https".equals(address.getRequestUri().getScheme()))
                .build());
    }

    /** Of the page, for {@code <html lang>}. */
    public String getLang() {
        return tag(language());
    }

    public String getOtherLang() {
        return tag(other());
    }

    public String getOtherName() {
        return other().choose("日本語", "English");
    }

    /** The same page in the other language. */
    public String getOtherHref() {
        String query = address.getRequestUri().getRawQuery();
        String kept = Stream.of(query == null || page != null ? new String[0] : query.split("&", -1))
                .filter(pair -> !pair.startsWith(PARAMETER + "="))
                .map(pair -> pair + "&")
                .collect(Collectors.joining());
        String path = page == null ? address.getRequestUri().getRawPath() : page;
        return path + "?" + kept + PARAMETER + "=" + getOtherLang();
    }

    /** What answers here is another address than the page is read at. */
    void readsAt(String href) {
        page = href;
    }

    public String getRoles() {
        return language().choose(visitor.getRoles(), visitor.getRolesInEnglish());
    }

    private Language other() {
        return language() == Language.JA ? Language.EN : Language.JA;
    }

    private Optional<Language> chosen() {
        return of(address.getQueryParameters().getFirst(PARAMETER));
    }

    private Optional<Language> kept() {
        Cookie cookie = headers.getCookies().get(COOKIE);
        return cookie == null ? Optional.empty() : of(cookie.getValue());
    }

    private static Optional<Language> of(@Nullable String tag) {
        return switch (tag) {
            case "ja" -> Optional.of(Language.JA);
            case "en" -> Optional.of(Language.EN);
            case null, default -> Optional.empty();
        };
    }

    private static String tag(Language language) {
        return language.choose("ja", "en");
    }
}
