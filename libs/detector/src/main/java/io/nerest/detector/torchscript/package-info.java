@NullMarked
package io.nerest.detector.torchscript;

import org.jspecify.annotations.NullMarked;
