/** This pod: its configuration and its local files. */
@NullMarked
package io.nerest.trainer.pod;

import org.jspecify.annotations.NullMarked;
