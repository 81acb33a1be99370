/** How a service's process begins and ends. */
@NullMarked
package io.nerest.messaging.lifecycle;

import org.jspecify.annotations.NullMarked;
