/** A service that exists for these tests alone, over the real platform. */
@NullMarked
package io.nerest.messaging;

import org.jspecify.annotations.NullMarked;
