/** What is done with mappings and with the files they explain. */
@NullMarked
package jp.shirube.kpi.statistics.application;

import org.jspecify.annotations.NullMarked;
