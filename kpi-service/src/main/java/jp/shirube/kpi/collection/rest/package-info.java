@NullMarked
package jp.shirube.kpi.collection.rest;

import org.jspecify.annotations.NullMarked;
