@NullMarked
package io.nerest.detection.model;

import org.jspecify.annotations.NullMarked;
