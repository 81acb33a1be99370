/** Store-and-forward beside a camera: frames wait on disk until the link is up. */
@NullMarked
package io.nerest.edge;

import org.jspecify.annotations.NullMarked;
