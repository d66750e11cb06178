/** How a 権限対応表 is read and written: CSV and JSON, every fault at once. */
@NullMarked
package jp.shirube.plan.access.document;

import org.jspecify.annotations.NullMarked;
