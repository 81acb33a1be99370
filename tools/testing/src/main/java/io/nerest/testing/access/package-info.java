/** Tokens for tests of services, and the test of who may call which endpoint. */
@NullMarked
package io.nerest.testing.access;

import org.jspecify.annotations.NullMarked;
