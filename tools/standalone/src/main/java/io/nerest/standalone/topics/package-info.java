/** The topics of an installation. */
@NullMarked
package io.nerest.standalone.topics;

import org.jspecify.annotations.NullMarked;
