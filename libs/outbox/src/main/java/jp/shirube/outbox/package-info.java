/**
 * How an event leaves with its transaction and arrives once. At least once on the wire, exactly once in the state, ordered
 * per key. Knows nothing of municipalities.
 */
@NullMarked
package jp.shirube.outbox;

import org.jspecify.annotations.NullMarked;
