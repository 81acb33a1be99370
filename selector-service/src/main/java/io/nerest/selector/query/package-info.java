/** Selection of frames by a strategy without a campaign. */
@NullMarked
package io.nerest.selector.query;

import org.jspecify.annotations.NullMarked;
