@NullMarked
package jp.shirube.plan.edition.postgres;

import org.jspecify.annotations.NullMarked;
