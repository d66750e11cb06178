/** How far is a plan? */
@NullMarked
package jp.shirube.report.planprogress;

import org.jspecify.annotations.NullMarked;
