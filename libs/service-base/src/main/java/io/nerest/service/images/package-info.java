/** Limits of images, the same in all services. */
@NullMarked
package io.nerest.service.images;

import org.jspecify.annotations.NullMarked;
