/** Active learning experiments without the services. */
@NullMarked
package io.nerest.experiments;

import org.jspecify.annotations.NullMarked;
