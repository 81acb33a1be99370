/** The training arguments: names, defaults, ranges and help, for the command line, REST and the trainer alike. */
@NullMarked
package io.nerest.arguments.training;

import org.jspecify.annotations.NullMarked;
