/** The screens of 実績照会 under {@code /collection}: for departments and for the planning office, with and without scripts. */
@NullMarked
package jp.shirube.kpi.collection.screens;

import org.jspecify.annotations.NullMarked;
