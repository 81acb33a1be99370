/** Errors over REST, as RFC 9457 problem details. */
@NullMarked
package io.nerest.service.http;

import org.jspecify.annotations.NullMarked;
