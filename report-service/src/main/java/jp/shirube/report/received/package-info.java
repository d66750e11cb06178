/**
 * What report-service hears: {@link Heard} is the list of events it understands. Each batch copies
 * what was said and re-assesses what that touches, in one transaction.
 */
@NullMarked
package jp.shirube.report.received;

import org.jspecify.annotations.NullMarked;
