/** What log messages name. */
@NullMarked
package io.nerest.service.log;

import org.jspecify.annotations.NullMarked;
