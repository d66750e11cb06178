/** A file is laid out, weighed and stored by the database. */
@NullMarked
package jp.shirube.kpi.bulk.postgres;

import org.jspecify.annotations.NullMarked;
