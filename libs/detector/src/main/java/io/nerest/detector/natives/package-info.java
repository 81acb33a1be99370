/** Native libraries, unpacked ahead of time for container images. */
@NullMarked
package io.nerest.detector.natives;

import org.jspecify.annotations.NullMarked;
