/** How long what happens takes until it is seen, measured against the least that this machine needs for it. */
@NullMarked
package jp.shirube.system.bench;

import org.jspecify.annotations.NullMarked;
