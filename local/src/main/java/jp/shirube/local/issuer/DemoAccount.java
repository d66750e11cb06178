package jp.shirube.local.issuer;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * デモ用の利用者 or システム: what a token says of who bears it.
 *
 * @param id the token's subject
 * @param municipality six digits; null for the operator of the installation
 * @param groups what the municipality's own directory would say
 * @param roles said by the issuer itself
 */
public record DemoAccount(
        String id,
        String name,
        String english,
        @Nullable String municipality,
        List<String> groups,
        List<String> roles) {

    public DemoAccount {
        groups = List.copyOf(groups);
        roles = List.copyOf(roles);
    }

    /** 運用者: runs the installation, belongs to no municipality. */
    static DemoAccount operator(String id) {
        return new DemoAccount(id, "デモ・運用者", "Demo operator", null, List.of(), List.of("OPERATOR"));
    }
}
