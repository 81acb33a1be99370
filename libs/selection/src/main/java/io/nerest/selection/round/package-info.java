/**
 * The round core: plans a round (which frames are sampled, which models score them) and decides it (which frames
 * annotators label, which are pseudo-labelled, which are audited). The selector service and experiments are adapters of
 * {@link io.nerest.selection.round.PoolView}, so that both decide alike.
 */
@NullMarked
package io.nerest.selection.round;

import org.jspecify.annotations.NullMarked;
