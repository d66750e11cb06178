@NullMarked
package jp.shirube.plan.municipality.application;

import org.jspecify.annotations.NullMarked;
