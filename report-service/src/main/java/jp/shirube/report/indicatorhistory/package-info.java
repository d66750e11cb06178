/** How did one indicator go, and what was promised about it, in every plan? */
@NullMarked
package jp.shirube.report.indicatorhistory;

import org.jspecify.annotations.NullMarked;
