/** {@code nerest detect tune}: search for training arguments. */
@NullMarked
package io.nerest.cli.tune;

import org.jspecify.annotations.NullMarked;
