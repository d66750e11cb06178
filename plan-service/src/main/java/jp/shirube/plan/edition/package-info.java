/** 計画の版: what one edition of a plan promises. */
@NullMarked
package jp.shirube.plan.edition;

import org.jspecify.annotations.NullMarked;
