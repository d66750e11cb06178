/** What became known through a file is announced. */
@NullMarked
package jp.shirube.kpi.bulk.kafka;

import org.jspecify.annotations.NullMarked;
