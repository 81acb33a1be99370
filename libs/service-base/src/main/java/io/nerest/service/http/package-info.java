/** REST errors as problem details (RFC 9457), and the limit of request bodies. */
@NullMarked
package io.nerest.service.http;

import org.jspecify.annotations.NullMarked;
