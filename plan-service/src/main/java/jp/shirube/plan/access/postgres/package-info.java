@NullMarked
package jp.shirube.plan.access.postgres;

import org.jspecify.annotations.NullMarked;
