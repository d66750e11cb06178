@NullMarked
package jp.shirube.plan.access.rest;

import org.jspecify.annotations.NullMarked;
