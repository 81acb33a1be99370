/** Assigns frames to annotators and stores their labels. */
@NullMarked
package io.nerest.console.label;

import org.jspecify.annotations.NullMarked;
