/** {@code nerest cvat}: tasks for a project of CVAT, and its annotations as labels. */
@NullMarked
package io.nerest.cli.cvat;

import org.jspecify.annotations.NullMarked;
