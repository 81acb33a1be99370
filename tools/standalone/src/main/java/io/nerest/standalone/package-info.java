@NullMarked
package io.nerest.standalone;

import org.jspecify.annotations.NullMarked;
