/** Files that are there whole or not at all. */
@NullMarked
package io.nerest.experiments.files;

import org.jspecify.annotations.NullMarked;
