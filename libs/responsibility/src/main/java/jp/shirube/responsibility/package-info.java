/** 担当: who reports an indicator on a day, whatever became of the departments meanwhile. */
@NullMarked
package jp.shirube.responsibility;

import org.jspecify.annotations.NullMarked;
