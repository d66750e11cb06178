/** 評価基準: grading rules as data, their written form, and the rules of the bodies that publish theirs completely. */
@NullMarked
package jp.shirube.promise.rule;

import org.jspecify.annotations.NullMarked;
