/** Advances campaigns: decides the next step from what is stored, and takes it in one transaction. */
@NullMarked
package io.nerest.selector.engine;

import org.jspecify.annotations.NullMarked;
