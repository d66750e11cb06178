/**
 * 開発用の発行者: signs demo accounts in on one machine. It speaks OpenID Connect as a municipality's identity provider would, so
 * that the services need nothing special for it; it exists in no image and nothing of production knows it.
 */
@NullMarked
package jp.shirube.local.issuer;

import org.jspecify.annotations.NullMarked;
