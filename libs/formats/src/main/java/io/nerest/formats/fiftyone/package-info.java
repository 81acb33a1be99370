/** FiftyOne's image detection data set. */
@NullMarked
package io.nerest.formats.fiftyone;

import org.jspecify.annotations.NullMarked;
