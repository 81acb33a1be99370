/** How HTTP clients use their connections. */
@NullMarked
package io.nerest.connections;

import org.jspecify.annotations.NullMarked;
