/** What the pages of all services share: their looks, who is at them, and how somebody signs in. */
@NullMarked
package jp.shirube.pages;

import org.jspecify.annotations.NullMarked;
