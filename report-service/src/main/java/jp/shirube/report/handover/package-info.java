/** 引継書: what does a department own on a day, what is due, what was last reported and by whom, and to whom does it go? */
@NullMarked
package jp.shirube.report.handover;

import org.jspecify.annotations.NullMarked;
