/** The job queue in PostgreSQL. */
@NullMarked
package io.nerest.trainer.queue;

import org.jspecify.annotations.NullMarked;
