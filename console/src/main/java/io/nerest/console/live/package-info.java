/** Events for open pages. */
@NullMarked
package io.nerest.console.live;

import org.jspecify.annotations.NullMarked;
