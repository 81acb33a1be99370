/** Training jobs as states with their legal transitions, and the lease under which a pod runs one. Plain Java. */
@NullMarked
package io.nerest.trainer.job;

import org.jspecify.annotations.NullMarked;
