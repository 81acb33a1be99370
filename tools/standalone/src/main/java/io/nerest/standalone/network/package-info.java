/** A network link that fails on demand. */
@NullMarked
package io.nerest.standalone.network;

import org.jspecify.annotations.NullMarked;
