@NullMarked
package io.nerest.training.network;

import org.jspecify.annotations.NullMarked;
