/** Signatures over files that are loaded as code or weights. */
@NullMarked
package io.nerest.service.signing;

import org.jspecify.annotations.NullMarked;
