/** Requests nobody thought of, made from what a service says of itself. */
@NullMarked
package jp.shirube.access.generated;

import org.jspecify.annotations.NullMarked;
