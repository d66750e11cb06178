/**
 * Webhooks: changes of progress, sent to the receivers a municipality names, by the Standard Webhooks specification. What is
 * sent is what the progress log holds; nothing is judged here.
 */
@NullMarked
package jp.shirube.report.webhook;

import org.jspecify.annotations.NullMarked;
