/** Options of the commands that send the label queue to a labelling tool and return its annotations. */
@NullMarked
package io.nerest.cli.labelqueue;

import org.jspecify.annotations.NullMarked;
