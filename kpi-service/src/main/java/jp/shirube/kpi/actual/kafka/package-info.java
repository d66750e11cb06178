/** What this service publishes. */
@NullMarked
package jp.shirube.kpi.actual.kafka;

import org.jspecify.annotations.NullMarked;
