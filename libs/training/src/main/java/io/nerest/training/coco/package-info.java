/** COCO's JSON files, read as a stream of entries. */
@NullMarked
package io.nerest.training.coco;

import org.jspecify.annotations.NullMarked;
