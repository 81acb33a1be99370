/** What a camera looks like and looks at. */
@NullMarked
package io.nerest.simulator.camera;

import org.jspecify.annotations.NullMarked;
