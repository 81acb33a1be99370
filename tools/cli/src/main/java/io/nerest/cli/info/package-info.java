/** {@code nerest detect info}: layers, parameters and GFLOPs of a network. */
@NullMarked
package io.nerest.cli.info;

import org.jspecify.annotations.NullMarked;
