/**
 * 達成状況（算定）: what a target and the actuals give for a year. Pure functions; no framework, database or clock. The only
 * place in the product that judges.
 */
@NullMarked
package jp.shirube.report.assessment;

import org.jspecify.annotations.NullMarked;
