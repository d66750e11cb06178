/** For those who run the installation, on the service's own port only: the one address does not lead here. */
@NullMarked
package jp.shirube.report.operations;

import org.jspecify.annotations.NullMarked;
