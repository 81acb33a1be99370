/** {@code nerest model}: imports models into a running stack. */
@NullMarked
package io.nerest.standalone.models;

import org.jspecify.annotations.NullMarked;
