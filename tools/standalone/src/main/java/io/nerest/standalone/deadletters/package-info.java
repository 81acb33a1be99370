/** The command {@code nerest dead-letters}, over the REST API of the selector. */
@NullMarked
package io.nerest.standalone.deadletters;

import org.jspecify.annotations.NullMarked;
