/** What plan-service has stated of indicators, departments and responsibilities, as a copy that may lag. */
@NullMarked
package jp.shirube.kpi.received;

import org.jspecify.annotations.NullMarked;
