/** One job: from the snapshot to a measured model. */
@NullMarked
package io.nerest.trainer.run;

import org.jspecify.annotations.NullMarked;
