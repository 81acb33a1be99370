/** {@code nerest label-studio}: tasks for a project of Label Studio, and its annotations as labels. */
@NullMarked
package io.nerest.cli.labelstudio;

import org.jspecify.annotations.NullMarked;
