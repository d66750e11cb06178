@NullMarked
package jp.shirube.plan.access.application;

import org.jspecify.annotations.NullMarked;
