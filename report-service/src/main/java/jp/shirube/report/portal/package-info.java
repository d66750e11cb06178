/** The public pages: what was promised, how far it is, for people; without scripts. */
@NullMarked
package jp.shirube.report.portal;

import org.jspecify.annotations.NullMarked;
