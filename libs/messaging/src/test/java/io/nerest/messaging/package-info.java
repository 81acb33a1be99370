/** A small service over the real platform, for tests of sending and receiving. */
@NullMarked
package io.nerest.messaging;

import org.jspecify.annotations.NullMarked;
