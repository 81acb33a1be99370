/** A round as a state machine: each state a record, each legal transition a method. Knows no framework. */
@NullMarked
package io.nerest.selector.round;

import org.jspecify.annotations.NullMarked;
