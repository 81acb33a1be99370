/** Where things are at a moment: projections, light, swimming fish, drifting things. */
@NullMarked
package io.nerest.simulator.scene;

import org.jspecify.annotations.NullMarked;
