@NullMarked
package io.nerest.detection.picture;

import org.jspecify.annotations.NullMarked;
