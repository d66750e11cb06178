/** Mappings in PostgreSQL. */
@NullMarked
package jp.shirube.kpi.statistics.postgres;

import org.jspecify.annotations.NullMarked;
