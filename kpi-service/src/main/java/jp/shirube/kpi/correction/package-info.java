/** 正誤表の元: what was confirmed and public once, and is now something else. */
@NullMarked
package jp.shirube.kpi.correction;

import org.jspecify.annotations.NullMarked;
