@NullMarked
package io.nerest.training.torchscript;

import org.jspecify.annotations.NullMarked;
