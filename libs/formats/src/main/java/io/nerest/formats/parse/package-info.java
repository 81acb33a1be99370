/** Bounded parsing of untrusted text, JSON and XML. */
@NullMarked
package io.nerest.formats.parse;

import org.jspecify.annotations.NullMarked;
