/** Actuals (実績値): what was measured, for a period, in every state it ever had. */
@NullMarked
package jp.shirube.kpi.actual;

import org.jspecify.annotations.NullMarked;
