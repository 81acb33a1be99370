/** Sending: events commit with the state that they describe and are delivered to the broker afterwards. */
@NullMarked
package io.nerest.messaging.sending;

import org.jspecify.annotations.NullMarked;
