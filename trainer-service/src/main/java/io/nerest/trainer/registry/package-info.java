/** Models: their files, their rows, the live model, and the gate that a model must pass to become live. */
@NullMarked
package io.nerest.trainer.registry;

import org.jspecify.annotations.NullMarked;
