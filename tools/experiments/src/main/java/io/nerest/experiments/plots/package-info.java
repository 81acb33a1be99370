/** An experiment drawn: learning curves with their spread, losses, what strategies have in common, where they look. */
@NullMarked
package io.nerest.experiments.plots;

import org.jspecify.annotations.NullMarked;
