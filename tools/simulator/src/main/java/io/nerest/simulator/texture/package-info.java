/** Pictures made once and looked up many times: noise, caustics, gravel, salmon, debris. */
@NullMarked
package io.nerest.simulator.texture;

import org.jspecify.annotations.NullMarked;
