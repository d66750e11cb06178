/** What does it add up to, above the targets: per element, plan, department, SDGs goal and priority project? */
@NullMarked
package jp.shirube.report.rollup;

import org.jspecify.annotations.NullMarked;
