/** The object store. */
@NullMarked
package io.nerest.service.objects;

import org.jspecify.annotations.NullMarked;
