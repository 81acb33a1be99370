/** Precomputed textures: noise, caustics, salmon, debris. */
@NullMarked
package io.nerest.simulator.texture;

import org.jspecify.annotations.NullMarked;
