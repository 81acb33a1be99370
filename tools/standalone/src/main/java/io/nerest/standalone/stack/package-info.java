/** The processes of a stack: what they run, their supervision, their addresses and their memory use. */
@NullMarked
package io.nerest.standalone.stack;

import org.jspecify.annotations.NullMarked;
