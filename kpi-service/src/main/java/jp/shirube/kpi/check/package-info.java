/** Reading figures as people write them (実績値の読み取り) and looking at them while they are entered (入力時の確認). */
@NullMarked
package jp.shirube.kpi.check;

import org.jspecify.annotations.NullMarked;
