/** What plan-service's document of an indicator says beyond what is measured. */
@NullMarked
package jp.shirube.kpi.received.document;

import org.jspecify.annotations.NullMarked;
