/** Parts are killed, frozen, cut off and confused under load, and a ledger judges whether what was promised still holds. */
@NullMarked
package jp.shirube.system.faults;

import org.jspecify.annotations.NullMarked;
