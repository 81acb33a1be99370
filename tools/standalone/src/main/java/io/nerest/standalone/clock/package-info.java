/** The wall clocks of Java processes, set by a trial: a Java agent moves what they read as the current time. */
@NullMarked
package io.nerest.standalone.clock;

import org.jspecify.annotations.NullMarked;
