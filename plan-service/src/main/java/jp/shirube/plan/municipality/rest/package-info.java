@NullMarked
package jp.shirube.plan.municipality.rest;

import org.jspecify.annotations.NullMarked;
