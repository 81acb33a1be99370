/** Receiving: each event is handled once, in order, or becomes a dead letter with the reason. */
@NullMarked
package io.nerest.messaging.receiving;

import org.jspecify.annotations.NullMarked;
