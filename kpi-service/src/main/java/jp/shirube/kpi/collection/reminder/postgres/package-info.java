/** Contacts and reminders in the database. */
@NullMarked
package jp.shirube.kpi.collection.reminder.postgres;

import org.jspecify.annotations.NullMarked;
