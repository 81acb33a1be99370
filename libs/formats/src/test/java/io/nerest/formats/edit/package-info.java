@NullMarked
package io.nerest.formats.edit;

import org.jspecify.annotations.NullMarked;
