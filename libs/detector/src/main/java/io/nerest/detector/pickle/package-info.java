/** Python pickles as data: written for torch, and read without running them. */
@NullMarked
package io.nerest.detector.pickle;

import org.jspecify.annotations.NullMarked;
