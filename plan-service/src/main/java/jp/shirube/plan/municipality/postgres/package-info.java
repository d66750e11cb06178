@NullMarked
package jp.shirube.plan.municipality.postgres;

import org.jspecify.annotations.NullMarked;
