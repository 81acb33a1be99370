/** A disk that is full on demand. */
@NullMarked
package io.nerest.standalone.disk;

import org.jspecify.annotations.NullMarked;
