@NullMarked
package io.nerest.formats.archive;

import org.jspecify.annotations.NullMarked;
