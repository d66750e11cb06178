/** 実績照会: once a year the planning office asks every department; who answered, what was returned and why. */
@NullMarked
package jp.shirube.kpi.collection;

import org.jspecify.annotations.NullMarked;
