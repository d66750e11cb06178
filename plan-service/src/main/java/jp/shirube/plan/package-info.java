/** plan-service: what was promised, by whom, since when. */
@NullMarked
package jp.shirube.plan;

import org.jspecify.annotations.NullMarked;
