/** Classifies failures: transient ones are retried, permanent ones are reported. */
@NullMarked
package io.nerest.service.failure;

import org.jspecify.annotations.NullMarked;
