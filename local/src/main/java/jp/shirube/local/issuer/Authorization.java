package jp.shirube.local.issuer;

import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.GrantType;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseMode;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.openid.connect.sdk.AuthenticationErrorResponse;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.AuthenticationSuccessResponse;
import com.nimbusds.openid.connect.sdk.OIDCError;
import com.nimbusds.openid.connect.sdk.Prompt;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code /authorize}: shows whom one may sign in as, and sends the browser back with a code. To a place that is not the client's
 * own it sends nothing, not even an error.
 */
final class Authorization {

    private static final String CHOSEN = "account";

    private final Issuer issuer;
    private final Map<String, Client> clients;
    private final DemoAccounts accounts;
    private final Grants grants;

    Authorization(String issuer, Map<String, Client> clients, DemoAccounts accounts, Grants grants) {
        this.issuer = new Issuer(issuer);
        this.clients = clients;
        this.accounts = accounts;
        this.grants = grants;
    }

    /** What a client asks, by the browser. */
    Answer show(Map<String, List<String>> asked) {
        return answer(asked, null);
    }

    /** What the person chose, with what the client asked: it is looked at anew, whatever the page had shown. */
    Answer choose(Map<String, List<String>> sent) {
        Map<String, List<String>> asked = new LinkedHashMap<>(sent);
        List<String> chosen = asked.remove(CHOSEN);
        if (chosen == null || chosen.size() != 1) {
            return Pages.wrong(400, "利用者が選ばれていません。", "No account was chosen.");
        }
        return answer(asked, chosen.get(0));
    }

    private Answer answer(Map<String, List<String>> asked, @Nullable String chosen) {
        Optional<Client> found = only(asked, "client_id").map(clients::get);
        if (found.isEmpty() || !found.get().grants().contains(GrantType.AUTHORIZATION_CODE)) {
            return Pages.wrong(400, "知らないクライアントからの依頼です。", "The client is not known here.");
        }
        Client client = found.get();
        Optional<URI> back = only(asked, "redirect_uri")
                .flatMap(said -> client.redirects().stream()
                        .filter(registered -> registered.toString().equals(said))
                        .findFirst());
        if (back.isEmpty()) {
            return Pages.wrong(
                    400, "戻り先のアドレスが登録されていません。", "The address to go back to (redirect_uri) is not registered.");
        }
        try {
            AuthenticationRequest request = AuthenticationRequest.parse(asked);
            ErrorObject error = fault(request);
            if (error != null) {
                return refuse(back.get(), error, request.getState());
            }
            if (chosen == null) {
                return Pages.choice(accounts, asked, back.get());
            }
            if (chosen.isEmpty()) {
                return refuse(back.get(), OAuth2Error.ACCESS_DENIED, request.getState());
            }
            return accounts.findPerson(chosen)
                    .map(person -> signIn(person, client, request, back.get()))
                    .orElseGet(() -> Pages.wrong(400, "その利用者はいません。", "There is no such account."));
        } catch (ParseException e) {
            ErrorObject error = e.getErrorObject();
            return refuse(
                    back.get(),
                    error == null ? OAuth2Error.INVALID_REQUEST : error,
                    only(asked, "state").map(State::new).orElse(null));
        }
    }

    private static @Nullable ErrorObject fault(AuthenticationRequest request) {
        ResponseMode mode = request.getResponseMode();
        if (!ResponseType.CODE.equals(request.getResponseType())) {
            return OAuth2Error.UNSUPPORTED_RESPONSE_TYPE;
        }
        if (mode != null && !ResponseMode.QUERY.equals(mode)) {
            return OAuth2Error.INVALID_REQUEST.setDescription("response_mode must be query");
        }
        if (request.specifiesRequestObject()) {
            return OAuth2Error.REQUEST_NOT_SUPPORTED;
        }
        if (request.getCodeChallenge() == null || !CodeChallengeMethod.S256.equals(request.getCodeChallengeMethod())) {
            return OAuth2Error.INVALID_REQUEST.setDescription(
                    "code_challenge with code_challenge_method S256 is required");
        }
        Prompt prompt = request.getPrompt();
        // Nobody is remembered, so nobody is signed in without being asked.
        return prompt != null && prompt.contains(Prompt.Type.NONE) ? OIDCError.LOGIN_REQUIRED : null;
    }

    private Answer signIn(DemoAccount person, Client client, AuthenticationRequest request, URI back) {
        String nonce = request.getNonce() == null ? null : request.getNonce().getValue();
        String code = grants.code(person, client.id(), back, request.getCodeChallenge(), nonce);
        return Answer.seeOther(new AuthenticationSuccessResponse(
                        back,
                        new AuthorizationCode(code),
                        null,
                        null,
                        request.getState(),
                        null,
                        issuer,
                        ResponseMode.QUERY)
                .toURI());
    }

    private Answer refuse(URI back, ErrorObject error, @Nullable State state) {
        return Answer.seeOther(new AuthenticationErrorResponse(back, error, state, issuer, ResponseMode.QUERY).toURI());
    }

    private static Optional<String> only(Map<String, List<String>> asked, String name) {
        List<String> values = asked.getOrDefault(name, List.of());
        return values.size() == 1 && !values.get(0).isBlank() ? Optional.of(values.get(0)) : Optional.empty();
    }
}
