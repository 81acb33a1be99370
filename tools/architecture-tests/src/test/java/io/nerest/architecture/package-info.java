/** Rules of the code's structure. */
@NullMarked
package io.nerest.architecture;

import org.jspecify.annotations.NullMarked;
