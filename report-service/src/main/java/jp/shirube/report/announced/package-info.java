/** What report-service says of targets whose assessment changed, in the words of {@code contracts/events}. */
@NullMarked
package jp.shirube.report.announced;

import org.jspecify.annotations.NullMarked;
