/** The copy of the indicators as others may look at it. */
@NullMarked
package jp.shirube.kpi.received.rest;

import org.jspecify.annotations.NullMarked;
