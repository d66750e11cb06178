/** 権限対応表 and API keys: who is what in a municipality, since when, and who said so. */
@NullMarked
package jp.shirube.plan.access;

import org.jspecify.annotations.NullMarked;
