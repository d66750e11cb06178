@NullMarked
package jp.shirube.kpi.collection.postgres;

import org.jspecify.annotations.NullMarked;
