/**
 * Everything Shirube needs on one machine without Docker: a real PostgreSQL, a real Kafka, the three services and
 * the one address before them. The same PostgreSQL and Kafka serve the tests of every module ({@link
 * jp.shirube.local.RealParts}).
 */
@NullMarked
package jp.shirube.local;

import org.jspecify.annotations.NullMarked;
