/** Label Studio's JSON. */
@NullMarked
package io.nerest.formats.labelstudio;

import org.jspecify.annotations.NullMarked;
