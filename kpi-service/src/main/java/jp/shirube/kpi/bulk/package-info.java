/** 一括登録: many actuals in one file, read as people and systems write them. */
@NullMarked
package jp.shirube.kpi.bulk;

import org.jspecify.annotations.NullMarked;
