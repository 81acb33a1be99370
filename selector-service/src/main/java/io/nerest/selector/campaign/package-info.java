/** What a campaign is asked to do, how that is checked, and where it stands. Knows no framework. */
@NullMarked
package io.nerest.selector.campaign;

import org.jspecify.annotations.NullMarked;
