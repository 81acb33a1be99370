/** Signatures of models. */
@NullMarked
package io.nerest.service.signing;

import org.jspecify.annotations.NullMarked;
