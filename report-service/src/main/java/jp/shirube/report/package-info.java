/** report-service: how far we are, why, and how that changed. */
@NullMarked
package jp.shirube.report;

import org.jspecify.annotations.NullMarked;
