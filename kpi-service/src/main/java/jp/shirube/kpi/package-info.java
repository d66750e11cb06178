/** kpi-service: what was measured, for when, known since when, by whom. */
@NullMarked
package jp.shirube.kpi;

import org.jspecify.annotations.NullMarked;
