/** Atom: what changed in a plan, in words a resident understands. */
@NullMarked
package jp.shirube.report.feed;

import org.jspecify.annotations.NullMarked;
