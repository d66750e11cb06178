/** Who somebody is, what they may do, and the record of what they did. {@link Permission} is the one place of who may what. */
@NullMarked
package jp.shirube.access;

import org.jspecify.annotations.NullMarked;
