/** What belongs to a municipality and to no single plan: departments over time, indicators, who reports them. */
@NullMarked
package jp.shirube.plan.municipality;

import org.jspecify.annotations.NullMarked;
