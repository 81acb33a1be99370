/** Models: verification, loading, switching. */
@NullMarked
package io.nerest.scoring.model;

import org.jspecify.annotations.NullMarked;
