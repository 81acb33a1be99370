@NullMarked
package io.nerest.detection.inference;

import org.jspecify.annotations.NullMarked;
