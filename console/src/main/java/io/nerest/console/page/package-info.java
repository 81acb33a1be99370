/** Pages and the headers of all responses. */
@NullMarked
package io.nerest.console.page;

import org.jspecify.annotations.NullMarked;
