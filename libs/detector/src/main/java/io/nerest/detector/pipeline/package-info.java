/** Image files through a detector, with one worker per processor. */
@NullMarked
package io.nerest.detector.pipeline;

import org.jspecify.annotations.NullMarked;
