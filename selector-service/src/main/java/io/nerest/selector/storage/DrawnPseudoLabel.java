package io.nerest.selector.storage;

import io.nerest.contracts.FrameRef;
import io.nerest.vision.box.ScoredBox;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A pseudo-label that no human label has replaced.
 *
 * @param modelId the model whose boxes they are
 */
public record DrawnPseudoLabel(
        UUID campaignId,
        int round,
        FrameRef frame,
        @Nullable String modelId,
        List<ScoredBox> boxes) {}
