/** Receives events of other services. */
@NullMarked
package io.nerest.selector.events;

import org.jspecify.annotations.NullMarked;
