/** Who uses the console, and what they may do. */
@NullMarked
package io.nerest.console.session;

import org.jspecify.annotations.NullMarked;
