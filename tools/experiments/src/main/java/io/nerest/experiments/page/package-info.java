/** Reports for a browser: one HTML file each, with its images embedded, without server or network. */
@NullMarked
package io.nerest.experiments.page;

import org.jspecify.annotations.NullMarked;
