/** Tests of configuration mappings: defaults, constraints, and the generated reference in the documentation. */
@NullMarked
package io.nerest.testing.config;

import org.jspecify.annotations.NullMarked;
