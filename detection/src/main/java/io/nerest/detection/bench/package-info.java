@NullMarked
package io.nerest.detection.bench;

import org.jspecify.annotations.NullMarked;
