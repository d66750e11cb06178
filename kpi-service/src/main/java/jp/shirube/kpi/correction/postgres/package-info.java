@NullMarked
package jp.shirube.kpi.correction.postgres;

import org.jspecify.annotations.NullMarked;
