/** Contacts and reminders over HTTP. */
@NullMarked
package jp.shirube.kpi.collection.reminder.rest;

import org.jspecify.annotations.NullMarked;
