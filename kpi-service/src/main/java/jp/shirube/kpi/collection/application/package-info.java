@NullMarked
package jp.shirube.kpi.collection.application;

import org.jspecify.annotations.NullMarked;
