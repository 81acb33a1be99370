@NullMarked
package io.nerest.detection.dataset;

import org.jspecify.annotations.NullMarked;
