/** What is delivered besides what was written here. */
@NullMarked
package jp.shirube.supply;

import org.jspecify.annotations.NullMarked;
