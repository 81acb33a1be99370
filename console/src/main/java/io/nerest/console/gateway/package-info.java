/** Requests to the other services. */
@NullMarked
package io.nerest.console.gateway;

import org.jspecify.annotations.NullMarked;
