/** Named values as users write them: described once by the records that hold them, read from text, checked, and listed. */
@NullMarked
package io.nerest.arguments;

import org.jspecify.annotations.NullMarked;
