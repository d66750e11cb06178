/** Actuals over HTTP. */
@NullMarked
package jp.shirube.kpi.actual.rest;

import org.jspecify.annotations.NullMarked;
