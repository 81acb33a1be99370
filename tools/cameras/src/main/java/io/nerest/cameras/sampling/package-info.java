/** Compares ways of sampling frames on labelled videos. */
@NullMarked
package io.nerest.cameras.sampling;

import org.jspecify.annotations.NullMarked;
