/** Models, their standing, and the gate they pass. */
@NullMarked
package io.nerest.trainer.model;

import org.jspecify.annotations.NullMarked;
