/** Sends generated requests, valid and damaged, to every endpoint that an OpenAPI description declares. */
@NullMarked
package io.nerest.testing.fuzz;

import org.jspecify.annotations.NullMarked;
