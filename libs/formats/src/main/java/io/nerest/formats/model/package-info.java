/** Annotated images as every format describes them, and the report of an import. */
@NullMarked
package io.nerest.formats.model;

import org.jspecify.annotations.NullMarked;
