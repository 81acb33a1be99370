@NullMarked
package io.nerest.detection.network;

import org.jspecify.annotations.NullMarked;
