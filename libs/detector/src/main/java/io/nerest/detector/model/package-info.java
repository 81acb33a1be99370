@NullMarked
package io.nerest.detector.model;

import org.jspecify.annotations.NullMarked;
