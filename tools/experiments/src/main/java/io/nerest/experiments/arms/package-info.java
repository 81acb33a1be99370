/** The ways of getting labels that an experiment sets side by side. */
@NullMarked
package io.nerest.experiments.arms;

import org.jspecify.annotations.NullMarked;
