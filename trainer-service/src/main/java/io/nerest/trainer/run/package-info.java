/** One training: the snapshot is fetched, the model trained, measured and judged. No HTTP, no Kafka. */
@NullMarked
package io.nerest.trainer.run;

import org.jspecify.annotations.NullMarked;
