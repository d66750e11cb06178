/** What is done with contacts and reminders. */
@NullMarked
package jp.shirube.kpi.collection.reminder.application;

import org.jspecify.annotations.NullMarked;
