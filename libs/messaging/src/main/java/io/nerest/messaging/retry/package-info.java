/** Decides whether and when a failed attempt is repeated. Plain Java. */
@NullMarked
package io.nerest.messaging.retry;

import org.jspecify.annotations.NullMarked;
