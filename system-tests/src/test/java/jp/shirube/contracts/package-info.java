/** Whether contracts/ keeps what it promises: every event described, the document of all topics whole, no promise broken. */
@NullMarked
package jp.shirube.contracts;

import org.jspecify.annotations.NullMarked;
