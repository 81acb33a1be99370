/** Import and export of annotation files in the formats of other tools. */
@NullMarked
package io.nerest.ingest.annotation;

import org.jspecify.annotations.NullMarked;
