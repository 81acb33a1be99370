/** Changes of data sets: class maps, splits, merging, statistics. */
@NullMarked
package io.nerest.formats.edit;

import org.jspecify.annotations.NullMarked;
