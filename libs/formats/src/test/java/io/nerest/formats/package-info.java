@NullMarked
package io.nerest.formats;

import org.jspecify.annotations.NullMarked;
