/** 督促: which department is reminded of what it has not answered, on which day, and whom that reaches. */
@NullMarked
package jp.shirube.kpi.collection.reminder;

import org.jspecify.annotations.NullMarked;
