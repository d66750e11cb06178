/** 人による判定: what a person says of a target in a year, with name and reason, beside the computed grade and never over it. */
@NullMarked
package jp.shirube.report.givengrade;

import org.jspecify.annotations.NullMarked;
