/** Dead letters of all services: read from Kafka, resent or dropped. */
@NullMarked
package io.nerest.selector.deadletter;

import org.jspecify.annotations.NullMarked;
