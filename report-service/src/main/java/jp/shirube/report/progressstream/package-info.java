/** Server-Sent Events: whoever follows a plan hears at once what changed, and resumes where it stopped. */
@NullMarked
package jp.shirube.report.progressstream;

import org.jspecify.annotations.NullMarked;
