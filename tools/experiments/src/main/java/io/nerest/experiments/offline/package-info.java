/** Campaigns without services: curriculum labeling and active learning over folders. */
@NullMarked
package io.nerest.experiments.offline;

import org.jspecify.annotations.NullMarked;
