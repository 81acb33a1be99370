/** Pascal VOC's data sets. */
@NullMarked
package io.nerest.formats.voc;

import org.jspecify.annotations.NullMarked;
