/** Parameters of rendered cameras. */
@NullMarked
package io.nerest.simulator.camera;

import org.jspecify.annotations.NullMarked;
