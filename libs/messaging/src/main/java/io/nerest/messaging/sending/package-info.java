/** Sending: an event commits with the state it tells of, and reaches the broker soon after. */
@NullMarked
package io.nerest.messaging.sending;

import org.jspecify.annotations.NullMarked;
