/** The configuration of a campaign, the rules it follows, and the campaign's state. Plain Java. */
@NullMarked
package io.nerest.selector.campaign;

import org.jspecify.annotations.NullMarked;
