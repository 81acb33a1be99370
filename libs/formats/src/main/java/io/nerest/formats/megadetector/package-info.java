/** MegaDetector's JSON. */
@NullMarked
package io.nerest.formats.megadetector;

import org.jspecify.annotations.NullMarked;
