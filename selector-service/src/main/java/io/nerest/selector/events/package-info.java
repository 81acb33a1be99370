/** What other services say, stored. */
@NullMarked
package io.nerest.selector.events;

import org.jspecify.annotations.NullMarked;
