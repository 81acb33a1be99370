package io.nerest.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.nerest.vision.box.IgnoreRegion;
import io.nerest.vision.box.LabelledBox;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The selector has selected the batch of a round. Key: campaign id.
 *
 * @param modelId the model that proposed the frames: from its scores they were selected, and its boxes are the pseudo-labels. Absent
 *     if no scores were needed, as in a random batch, and in events of older writers.
 */
public record BatchSelected(
        UUID batchId,
        UUID campaignId,
        int round,
        BatchKind kind,
        String strategy,
        List<SelectedFrame> frames,
        Instant selectedAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String modelId) {
    public BatchSelected {
        Require.present(batchId, "batchId");
        Require.present(campaignId, "campaignId");
        Require.atLeast(round, 0, "round");
        Require.present(kind, "kind");
        Require.text(strategy, "strategy");
        frames = Require.list(frames, "frames");
        Require.time(selectedAt, "selectedAt");
        if (modelId != null) {
            Require.text(modelId, "modelId");
        }
    }

    /** A batch that no model proposed. */
    public BatchSelected(
            UUID batchId,
            UUID campaignId,
            int round,
            BatchKind kind,
            String strategy,
            List<SelectedFrame> frames,
            Instant selectedAt) {
        this(batchId, campaignId, round, kind, strategy, frames, selectedAt, null);
    }

    /**
     * A selected frame with the reason.
     *
     * @param rank rank in the batch, from 1
     * @param score score that the strategy gave it
     * @param reason why it was selected, one sentence
     * @param boxes the pseudo-labels; empty in a LABEL batch
     * @param ignored regions that training ignores; omitted from the JSON if empty
     */
    public record SelectedFrame(
            FrameRef frame,
            int rank,
            double score,
            String reason,
            List<LabelledBox> boxes,

            @JsonInclude(JsonInclude.Include.NON_EMPTY) @Nullable List<IgnoreRegion> ignored) {
        public SelectedFrame {
            Require.present(frame, "frame");
            Require.atLeast(rank, 1, "rank");
            Require.text(reason, "reason");
            boxes = Require.labels(boxes, "boxes");
            ignored = ignored == null ? List.of() : Require.regions(ignored, "ignored");
        }

        /** Creates a frame without ignore regions. */
        public SelectedFrame(FrameRef frame, int rank, double score, String reason, List<LabelledBox> boxes) {
            this(frame, rank, score, reason, boxes, null);
        }

        @Override
        public List<IgnoreRegion> ignored() {
            return ignored == null ? List.of() : ignored;
        }
    }
}
