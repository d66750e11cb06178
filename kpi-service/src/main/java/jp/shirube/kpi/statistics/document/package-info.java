/** The mapping as a document. */
@NullMarked
package jp.shirube.kpi.statistics.document;

import org.jspecify.annotations.NullMarked;
