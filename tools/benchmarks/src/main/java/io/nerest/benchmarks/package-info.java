/** The cost of selecting frames from the selector's database. */
@NullMarked
package io.nerest.benchmarks;

import org.jspecify.annotations.NullMarked;
