/** Arms of an active learning experiment side by side, without the services. */
@NullMarked
package io.nerest.experiments;

import org.jspecify.annotations.NullMarked;
