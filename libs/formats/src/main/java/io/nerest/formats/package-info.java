/** Annotation formats: one entry point to read and write all of them. */
@NullMarked
package io.nerest.formats;

import org.jspecify.annotations.NullMarked;
