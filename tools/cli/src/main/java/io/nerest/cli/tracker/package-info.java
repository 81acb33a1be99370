/** {@code nerest tracker}: speed and accuracy of the tracker. */
@NullMarked
package io.nerest.cli.tracker;

import org.jspecify.annotations.NullMarked;
