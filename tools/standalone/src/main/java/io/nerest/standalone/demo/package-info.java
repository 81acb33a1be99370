/** The demo: simulated cameras and a simulated annotator on a real stack. */
@NullMarked
package io.nerest.standalone.demo;

import org.jspecify.annotations.NullMarked;
