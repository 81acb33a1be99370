/** The REST endpoints of a scoring pod. */
@NullMarked
package io.nerest.scoring.http;

import org.jspecify.annotations.NullMarked;
