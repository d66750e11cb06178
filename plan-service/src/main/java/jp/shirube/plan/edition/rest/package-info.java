@NullMarked
package jp.shirube.plan.edition.rest;

import org.jspecify.annotations.NullMarked;
