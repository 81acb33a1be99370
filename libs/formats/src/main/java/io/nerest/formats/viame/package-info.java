/** VIAME's CSV. */
@NullMarked
package io.nerest.formats.viame;

import org.jspecify.annotations.NullMarked;
