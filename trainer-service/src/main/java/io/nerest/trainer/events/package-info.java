/** Kafka: requests received, progress sent. */
@NullMarked
package io.nerest.trainer.events;

import org.jspecify.annotations.NullMarked;
