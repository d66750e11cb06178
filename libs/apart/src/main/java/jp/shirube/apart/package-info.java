/**
 * The second wall between municipalities. A connection speaks in somebody's name: of one municipality, whose rows alone it then
 * sees, or of the system (relay, consumers, operators). Nobody who has not said in whose name gets at any row.
 */
@NullMarked
package jp.shirube.apart;

import org.jspecify.annotations.NullMarked;
