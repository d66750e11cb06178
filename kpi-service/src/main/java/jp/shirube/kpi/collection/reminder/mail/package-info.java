/** Reminders by e-mail. */
@NullMarked
package jp.shirube.kpi.collection.reminder.mail;

import org.jspecify.annotations.NullMarked;
