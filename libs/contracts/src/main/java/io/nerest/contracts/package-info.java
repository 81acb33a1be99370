/** Events between services: their records, topics and wire format. */
@NullMarked
package io.nerest.contracts;

import org.jspecify.annotations.NullMarked;
