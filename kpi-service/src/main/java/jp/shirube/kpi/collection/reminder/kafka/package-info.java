/** Reminders as events, and so as webhooks. */
@NullMarked
package jp.shirube.kpi.collection.reminder.kafka;

import org.jspecify.annotations.NullMarked;
