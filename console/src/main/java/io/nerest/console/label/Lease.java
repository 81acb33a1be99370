package io.nerest.console.label;

import java.util.UUID;

/**
 * A frame that is reserved for one annotator, or was labelled a moment ago.
 *
 * @param holder annotator and page
 */
record Lease(UUID frameId, String holder, boolean labelled) {}
