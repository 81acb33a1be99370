/** YOLO's data sets. */
@NullMarked
package io.nerest.formats.yolo;

import org.jspecify.annotations.NullMarked;
