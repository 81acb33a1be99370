/** Labels: validation, storage and REST. */
@NullMarked
package io.nerest.ingest.label;

import org.jspecify.annotations.NullMarked;
