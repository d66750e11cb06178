/** What was published about progress, in one order that followers can resume from. */
@NullMarked
package jp.shirube.report.progresslog;

import org.jspecify.annotations.NullMarked;
