/** Documents a planner writes, in YAML or JSON: read with the line of everything, so that a fault can name its place. */
@NullMarked
package jp.shirube.document;

import org.jspecify.annotations.NullMarked;
