/** Shared by all commands: options, exit codes, error messages, logging, progress and result folders. */
@NullMarked
package io.nerest.commandline;

import org.jspecify.annotations.NullMarked;
