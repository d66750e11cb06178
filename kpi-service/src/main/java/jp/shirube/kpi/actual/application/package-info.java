/** What can be done with actuals; each use case is one transaction. */
@NullMarked
package jp.shirube.kpi.actual.application;

import org.jspecify.annotations.NullMarked;
