@NullMarked
package jp.shirube.kpi.correction.rest;

import org.jspecify.annotations.NullMarked;
