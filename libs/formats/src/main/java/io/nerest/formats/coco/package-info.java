/** COCO's JSON files, read as a stream of entries. */
@NullMarked
package io.nerest.formats.coco;

import org.jspecify.annotations.NullMarked;
