/** 公的統計の取り込み: which cells of a downloaded statistics file are actuals of which indicators. */
@NullMarked
package jp.shirube.kpi.statistics;

import org.jspecify.annotations.NullMarked;
