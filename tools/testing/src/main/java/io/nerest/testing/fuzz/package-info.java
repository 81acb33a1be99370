/** Sends damaged events to the consumers of a service, and damaged requests to the endpoints that it declares. */
@NullMarked
package io.nerest.testing.fuzz;

import org.jspecify.annotations.NullMarked;
