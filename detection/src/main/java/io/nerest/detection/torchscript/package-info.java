@NullMarked
package io.nerest.detection.torchscript;

import org.jspecify.annotations.NullMarked;
