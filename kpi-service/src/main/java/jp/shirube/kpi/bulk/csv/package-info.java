/** Files of a spreadsheet or an accounting system. */
@NullMarked
package jp.shirube.kpi.bulk.csv;

import org.jspecify.annotations.NullMarked;
