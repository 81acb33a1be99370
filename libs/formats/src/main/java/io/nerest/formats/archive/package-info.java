/** Archives of unknown origin, unpacked within limits. */
@NullMarked
package io.nerest.formats.archive;

import org.jspecify.annotations.NullMarked;
