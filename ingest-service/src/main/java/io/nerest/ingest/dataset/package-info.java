/** Named data sets of labelled frames: versions, tags, differences, downloads. */
@NullMarked
package io.nerest.ingest.dataset;

import org.jspecify.annotations.NullMarked;
