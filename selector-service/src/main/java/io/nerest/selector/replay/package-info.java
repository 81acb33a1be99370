/** Scores history again with a model, and shows what it changes. */
@NullMarked
package io.nerest.selector.replay;

import org.jspecify.annotations.NullMarked;
