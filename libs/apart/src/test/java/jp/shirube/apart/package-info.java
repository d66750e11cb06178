@NullMarked
package jp.shirube.apart;

import org.jspecify.annotations.NullMarked;
