/** What this service does with its own topic: reads it back after an older backup, and says everything again on request. */
@NullMarked
package jp.shirube.plan.owntopic;

import org.jspecify.annotations.NullMarked;
