/** The command {@code nerest detect} and its list of subcommands. */
@NullMarked
package io.nerest.cli;

import org.jspecify.annotations.NullMarked;
