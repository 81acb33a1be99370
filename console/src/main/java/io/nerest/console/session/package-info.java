/** Sessions of the console's users, and their roles. */
@NullMarked
package io.nerest.console.session;

import org.jspecify.annotations.NullMarked;
