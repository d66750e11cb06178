@NullMarked
package jp.shirube.kpi.collection.kafka;

import org.jspecify.annotations.NullMarked;
