package io.nerest.selector.storage;

import io.nerest.contracts.BatchKind;
import io.nerest.contracts.FrameRef;
import io.nerest.vision.box.ScoredBox;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A frame of a stored batch, with its human label if it has one.
 *
 * @param boxes pseudo-labels; empty in a batch for annotators
 * @param ignored boxes that are neither labels nor background
 * @param labelRevision the revision of the human label
 * @param labelledAt when an annotator gave that label
 * @param retracted whether a human label has replaced the pseudo-label
 */
public record StoredBatchFrame(
        FrameRef frame,
        BatchKind kind,
        int rank,
        double score,
        String reason,
        Map<String, Double> parts,
        List<ScoredBox> boxes,
        List<ScoredBox> ignored,
        @Nullable Integer labelRevision,
        @Nullable Instant labelledAt,
        boolean retracted) {}
