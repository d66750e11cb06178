package jp.shirube.access;

import io.quarkus.runtime.annotations.StaticInitSafe;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import io.smallrye.config.WithParentName;
import io.smallrye.config.WithUnnamedKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * For which municipalities an identity provider speaks and how far it is believed: {@code shirube.sign-in.…} for the provider at
 * {@code quarkus.oidc.…}, {@code shirube.sign-in.<tenant>.…} for that at {@code quarkus.oidc.<tenant>.…}.
 */
@StaticInitSafe
@ConfigMapping(prefix = "shirube.sign-in")
interface SignIn {

    String DEFAULT = "Default";

    @WithParentName
    @WithUnnamedKey(DEFAULT)
    Map<String, Issuer> issuers();

    /** One identity provider. */
    interface Issuer {

        /**
         * Codes of the municipalities whose people it may speak for; {@code *} for all. Where it is one, that is theirs; where
         * there are several, the claim {@code municipality} says which.
         */
        Optional<List<String>> municipalities();

        /** The claim that states roles by their names, if this provider is trusted with that; the 権限対応表 counts anyhow. */
        @WithName("roles-claim")
        Optional<String> rolesClaim();

        /** Claims whose values the 権限対応表 names as {@code <claim>:<value>}, besides {@code sub} and {@code azp}. */
        @WithName("group-claims")
        @WithDefault("groups")
        List<String> groupClaims();
    }
}
