/** Commands about cameras. */
@NullMarked
package io.nerest.cameras;

import org.jspecify.annotations.NullMarked;
