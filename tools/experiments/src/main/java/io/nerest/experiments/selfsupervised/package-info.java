/** {@code nerest embed}: embeddings of frames learnt without labels. */
@NullMarked
package io.nerest.experiments.selfsupervised;

import org.jspecify.annotations.NullMarked;
