/** What an experiment came to, as {@code experiment.json} holds it. */
@NullMarked
package io.nerest.experiments.result;

import org.jspecify.annotations.NullMarked;
