/** 監査記録: who changed what for which department, from what to what and why, and what was refused; tampering with it shows. */
@NullMarked
package jp.shirube.access.audit;

import org.jspecify.annotations.NullMarked;
