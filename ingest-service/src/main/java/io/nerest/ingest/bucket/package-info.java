/** Registration of objects that cameras write to the bucket directly. */
@NullMarked
package io.nerest.ingest.bucket;

import org.jspecify.annotations.NullMarked;
