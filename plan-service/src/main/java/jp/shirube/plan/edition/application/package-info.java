@NullMarked
package jp.shirube.plan.edition.application;

import org.jspecify.annotations.NullMarked;
