@NullMarked
package jp.shirube.kpi.correction.application;

import org.jspecify.annotations.NullMarked;
