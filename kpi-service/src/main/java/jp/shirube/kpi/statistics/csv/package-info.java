/** Downloaded statistics files. */
@NullMarked
package jp.shirube.kpi.statistics.csv;

import org.jspecify.annotations.NullMarked;
