/** The object store. */
@NullMarked
package io.nerest.messaging.objects;

import org.jspecify.annotations.NullMarked;
