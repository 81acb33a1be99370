/** Health of the services and events that wait for them. */
@NullMarked
package io.nerest.console.status;

import org.jspecify.annotations.NullMarked;
