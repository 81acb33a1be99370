@NullMarked
package io.nerest.standalone.stack;

import org.jspecify.annotations.NullMarked;
