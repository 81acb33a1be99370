/** Receiving: each event is handled once, in order, or stands in a dead-letter topic with the reason. */
@NullMarked
package io.nerest.messaging.receiving;

import org.jspecify.annotations.NullMarked;
