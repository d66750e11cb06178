/** What only all three services together can show. */
@NullMarked
package jp.shirube.system;

import org.jspecify.annotations.NullMarked;
