/** The command line {@code nerest detect}: how arguments are written, how errors are told, which commands there are. */
@NullMarked
package io.nerest.commandline;

import org.jspecify.annotations.NullMarked;
