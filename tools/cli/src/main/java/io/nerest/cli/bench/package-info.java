/** {@code nerest detect bench} and {@code engines}: speed and memory of inference and training. */
@NullMarked
package io.nerest.cli.bench;

import org.jspecify.annotations.NullMarked;
