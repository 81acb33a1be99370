@NullMarked
package io.nerest.ingest.bucket;

import org.jspecify.annotations.NullMarked;
