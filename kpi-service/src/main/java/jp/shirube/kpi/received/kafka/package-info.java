/** The events of plan-service this service understands. */
@NullMarked
package jp.shirube.kpi.received.kafka;

import org.jspecify.annotations.NullMarked;
