/** The scene at one moment: projections, light, swimming fish, drifting objects. */
@NullMarked
package io.nerest.simulator.scene;

import org.jspecify.annotations.NullMarked;
