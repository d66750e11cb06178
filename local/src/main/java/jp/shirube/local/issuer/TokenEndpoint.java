package jp.shirube.local.issuer;

import com.nimbusds.oauth2.sdk.AccessTokenResponse;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.AuthorizationGrant;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.GrantType;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.RefreshTokenGrant;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenErrorResponse;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.PlainClientSecret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import com.nimbusds.oauth2.sdk.token.RefreshToken;
import com.nimbusds.oauth2.sdk.token.TokenTypeURI;
import com.nimbusds.oauth2.sdk.tokenexchange.TokenExchangeGrant;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.token.OIDCTokens;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code /token}: a code, a refresh token, a system's secret or the command line's word against tokens. */
public final class TokenEndpoint {

    /** The "token" of this type is the bare id of a demo account: only the command line's client may show one. */
    public static final String DEMO_ACCOUNT = "urn:shirube:local:demo-account";

    private static final Scope OPENID = new Scope("openid");

    private final URI address;
    private final Map<String, Client> clients;
    private final DemoAccounts accounts;
    private final Grants grants;
    private final Tokens tokens;

    TokenEndpoint(URI address, Map<String, Client> clients, DemoAccounts accounts, Grants grants, Tokens tokens) {
        this.address = address;
        this.clients = clients;
        this.accounts = accounts;
        this.grants = grants;
        this.tokens = tokens;
    }

    Answer answer(@Nullable String contentType, @Nullable String authorization, String body) {
        try {
            HTTPRequest message = new HTTPRequest(HTTPRequest.Method.POST, address);
            if (contentType != null) {
                message.setContentType(contentType);
            }
            if (authorization != null) {
                message.setAuthorization(authorization);
            }
            message.setBody(body);
            TokenRequest request = TokenRequest.parse(message);
            Optional<Client> client = authenticated(request);
            if (client.isEmpty()) {
                return refuse(OAuth2Error.INVALID_CLIENT);
            }
            return client.get()
                            .grants()
                            .contains(request.getAuthorizationGrant().getType())
                    ? answer(client.get(), request.getAuthorizationGrant())
                    : refuse(OAuth2Error.UNAUTHORIZED_CLIENT);
        } catch (ParseException e) {
            return refuse(e.getErrorObject() == null ? OAuth2Error.INVALID_REQUEST : e.getErrorObject());
        }
    }

    private Optional<Client> authenticated(TokenRequest request) {
        ClientAuthentication shown = request.getClientAuthentication();
        if (shown == null) {
            return Optional.ofNullable(request.getClientID())
                    .map(id -> clients.get(id.getValue()))
                    .filter(Client::isPublic);
        }
        return shown instanceof PlainClientSecret secret
                ? Optional.ofNullable(clients.get(shown.getClientID().getValue()))
                        .filter(client ->
                                client.hasSecret(secret.getClientSecret().getValue()))
                : Optional.empty();
    }

    private Answer answer(Client client, AuthorizationGrant shown) {
        if (shown instanceof AuthorizationCodeGrant code) {
            CodeVerifier verifier = code.getCodeVerifier();
            return signedIn(grants.redeem(
                    code.getAuthorizationCode().getValue(),
                    client.id(),
                    code.getRedirectionURI(),
                    verifier == null ? null : CodeChallenge.compute(CodeChallengeMethod.S256, verifier)));
        }
        if (shown instanceof RefreshTokenGrant refresh) {
            return signedIn(grants.refresh(refresh.getRefreshToken().getValue(), client.id()));
        }
        if (shown instanceof TokenExchangeGrant exchange) {
            return exchanged(client, exchange);
        }
        return GrantType.CLIENT_CREDENTIALS.equals(shown.getType())
                ? inOwnName(client)
                : refuse(OAuth2Error.UNSUPPORTED_GRANT_TYPE);
    }

    private Answer signedIn(Optional<Grants.Grant> granted) {
        if (granted.isEmpty()) {
            return refuse(OAuth2Error.INVALID_GRANT);
        }
        Grants.Grant grant = granted.get();
        return Answer.of(new OIDCTokenResponse(new OIDCTokens(
                        tokens.id(grant.account(), grant.client(), grant.id(), grant.signedIn(), grant.nonce()),
                        bearer(tokens.access(grant.account(), grant.client(), grant.id()), OPENID),
                        new RefreshToken(grants.refreshToken(grant))))
                .toHTTPResponse());
    }

    private Answer inOwnName(Client client) {
        return account(client.id())
                .map(account -> accessOnly(tokens.access(account, client.id(), null), Map.of()))
                .orElseGet(() -> refuse(OAuth2Error.UNAUTHORIZED_CLIENT));
    }

    private Answer exchanged(Client client, TokenExchangeGrant exchange) {
        if (!DEMO_ACCOUNT.equals(exchange.getSubjectTokenType().getURI().toString())) {
            return refuse(OAuth2Error.INVALID_REQUEST.setDescription("subject_token_type must be " + DEMO_ACCOUNT));
        }
        String id = exchange.getSubjectToken().getValue();
        return accounts.findPerson(id)
                .or(() -> account(id))
                .map(account -> accessOnly(
                        tokens.access(account, client.id(), null),
                        Map.of(
                                "issued_token_type",
                                TokenTypeURI.ACCESS_TOKEN.getURI().toString())))
                .orElseGet(() -> refuse(OAuth2Error.INVALID_REQUEST.setDescription("there is no such demo account")));
    }

    private Optional<DemoAccount> account(String client) {
        return Client.OPERATOR.equals(client) ? Optional.of(DemoAccount.operator(client)) : accounts.findSystem(client);
    }

    private static Answer accessOnly(String token, Map<String, Object> more) {
        return Answer.of(
                new AccessTokenResponse(new com.nimbusds.oauth2.sdk.token.Tokens(bearer(token, null), null), more)
                        .toHTTPResponse());
    }

    private static BearerAccessToken bearer(String token, @Nullable Scope scope) {
        return new BearerAccessToken(token, Tokens.LIFE.toSeconds(), scope);
    }

    private static Answer refuse(ErrorObject error) {
        return Answer.of(new TokenErrorResponse(error).toHTTPResponse());
    }
}
