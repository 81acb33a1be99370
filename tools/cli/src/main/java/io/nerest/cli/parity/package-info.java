/** {@code nerest detect parity}: differences from the reference implementation's numbers. */
@NullMarked
package io.nerest.cli.parity;

import org.jspecify.annotations.NullMarked;
