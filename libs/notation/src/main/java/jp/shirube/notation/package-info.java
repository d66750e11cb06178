/**
 * What a printed figure and a printed period of a Japanese municipal plan say: read exactly, kept as printed, printed
 * again. Plain Java; the rules and the open decisions are in this module's README.
 */
@NullMarked
package jp.shirube.notation;

import org.jspecify.annotations.NullMarked;
