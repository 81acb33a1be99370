/** Campaigns over REST. */
@NullMarked
package io.nerest.selector.rest;

import org.jspecify.annotations.NullMarked;
