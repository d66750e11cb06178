/** Signing in by a real identity provider (Keycloak), as a municipality would run one. */
@NullMarked
package jp.shirube.keycloak;

import org.jspecify.annotations.NullMarked;
