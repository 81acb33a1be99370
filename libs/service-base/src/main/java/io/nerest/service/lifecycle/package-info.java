/** Name, start and stop of a service's process. */
@NullMarked
package io.nerest.service.lifecycle;

import org.jspecify.annotations.NullMarked;
