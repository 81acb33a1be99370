/** What carries rounds forward: looks at what is stored, and takes the next step in one transaction. */
@NullMarked
package io.nerest.selector.engine;

import org.jspecify.annotations.NullMarked;
