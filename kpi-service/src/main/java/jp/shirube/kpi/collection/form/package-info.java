/** The form (様式): what a department is asked on one sheet, and what came back on it. Knows nothing of files. */
@NullMarked
package jp.shirube.kpi.collection.form;

import org.jspecify.annotations.NullMarked;
