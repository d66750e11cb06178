/** Many figures through HTTP. */
@NullMarked
package jp.shirube.kpi.bulk.rest;

import org.jspecify.annotations.NullMarked;
