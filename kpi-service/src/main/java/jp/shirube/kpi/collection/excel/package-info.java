/** The form (様式) as an Excel workbook: written for people, read as people send it back. */
@NullMarked
package jp.shirube.kpi.collection.excel;

import org.jspecify.annotations.NullMarked;
