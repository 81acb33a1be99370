/** {@code nerest import}: frames from folders, videos and archives. */
@NullMarked
package io.nerest.cli.importing;

import org.jspecify.annotations.NullMarked;
