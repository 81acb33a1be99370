@NullMarked
package io.nerest.ingest.frame;

import org.jspecify.annotations.NullMarked;
