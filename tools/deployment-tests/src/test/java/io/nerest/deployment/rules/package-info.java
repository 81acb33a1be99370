/** Rules that every rendered overlay keeps. */
@NullMarked
package io.nerest.deployment.rules;

import org.jspecify.annotations.NullMarked;
