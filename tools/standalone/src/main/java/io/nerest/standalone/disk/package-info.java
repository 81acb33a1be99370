/** A disk that is full on demand, and programs of the operating system. */
@NullMarked
package io.nerest.standalone.disk;

import org.jspecify.annotations.NullMarked;
