/** CVAT for images 1.1. */
@NullMarked
package io.nerest.formats.cvat;

import org.jspecify.annotations.NullMarked;
