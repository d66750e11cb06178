/** What would be, if: judges what nobody has stated, and stores nothing. */
@NullMarked
package jp.shirube.report.trial;

import org.jspecify.annotations.NullMarked;
