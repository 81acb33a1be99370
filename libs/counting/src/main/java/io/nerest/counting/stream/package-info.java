/** Counting in one stream: tracker, rule and line together. */
@NullMarked
package io.nerest.counting.stream;

import org.jspecify.annotations.NullMarked;
