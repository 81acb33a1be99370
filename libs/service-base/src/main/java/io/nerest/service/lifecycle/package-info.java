/** How a service's process begins and ends. */
@NullMarked
package io.nerest.service.lifecycle;

import org.jspecify.annotations.NullMarked;
