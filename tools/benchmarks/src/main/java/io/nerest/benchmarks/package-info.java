/** What choosing frames costs, from the database that the selector really keeps. */
@NullMarked
package io.nerest.benchmarks;

import org.jspecify.annotations.NullMarked;
