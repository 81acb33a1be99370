/** Access to the S3 object store, with retries. */
@NullMarked
package io.nerest.service.objects;

import org.jspecify.annotations.NullMarked;
