/** The municipality document: its form and its rules. */
@NullMarked
package jp.shirube.plan.municipality.document;

import org.jspecify.annotations.NullMarked;
