/**
 * What a target promises: the terms in which plan-service states it and report-service judges it, and what contradicts itself
 * in them. Plain Java.
 */
@NullMarked
package jp.shirube.promise;

import org.jspecify.annotations.NullMarked;
