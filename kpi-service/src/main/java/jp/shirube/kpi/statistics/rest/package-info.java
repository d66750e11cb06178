/** Mappings and imports over HTTP. */
@NullMarked
package jp.shirube.kpi.statistics.rest;

import org.jspecify.annotations.NullMarked;
