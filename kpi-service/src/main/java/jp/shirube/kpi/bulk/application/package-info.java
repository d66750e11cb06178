/** One file is one transaction. */
@NullMarked
package jp.shirube.kpi.bulk.application;

import org.jspecify.annotations.NullMarked;
