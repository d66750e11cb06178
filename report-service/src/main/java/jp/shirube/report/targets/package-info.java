/** The promised targets with what is known of them, as copied from the other two services, ready to be judged. */
@NullMarked
package jp.shirube.report.targets;

import org.jspecify.annotations.NullMarked;
