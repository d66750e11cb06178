/** The plan document: its form, and how what is written in it is understood. */
@NullMarked
package jp.shirube.plan.edition.document;

import org.jspecify.annotations.NullMarked;
