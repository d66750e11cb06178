/** JSON and NDJSON. */
@NullMarked
package jp.shirube.kpi.bulk.json;

import org.jspecify.annotations.NullMarked;
