/** Campaigns over HTTP. */
@NullMarked
package io.nerest.selector.rest;

import org.jspecify.annotations.NullMarked;
