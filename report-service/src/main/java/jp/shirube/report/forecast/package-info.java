/**
 * 予測: where a target will stand in the goal's year if the past goes on in a straight line, how sure that is, and how well the
 * same method would have done before. Pure functions; no framework, database or clock. Nothing here judges: a forecast is never
 * an assessment.
 */
@NullMarked
package jp.shirube.report.forecast;

import org.jspecify.annotations.NullMarked;
