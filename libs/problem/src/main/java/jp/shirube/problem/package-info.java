/** How a refusal is said: RFC 9457 problem+json, every problem at once, each with its place, in Japanese or English. */
@NullMarked
package jp.shirube.problem;

import org.jspecify.annotations.NullMarked;
