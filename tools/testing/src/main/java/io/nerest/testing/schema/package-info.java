/** Compares the schema of a service with that of its previous release. */
@NullMarked
package io.nerest.testing.schema;

import org.jspecify.annotations.NullMarked;
