/** JSON settings of the REST endpoints. */
@NullMarked
package io.nerest.ingest.json;

import org.jspecify.annotations.NullMarked;
