package io.nerest.contracts;

import io.nerest.vision.box.IgnoreRegion;
import io.nerest.vision.box.LabelledBox;
import io.nerest.vision.box.ScoredBox;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** One example of each event, with all fields set. */
final class Examples {
    private static final Instant NOON = Instant.parse("2026-08-01T12:00:00Z");
    private static final UUID FRAME = UUID.fromString("018f0000-0000-7000-8000-000000000001");
    private static final UUID CAMPAIGN = UUID.fromString("018f0000-0000-7000-8000-000000000002");
    private static final UUID OTHER = UUID.fromString("018f0000-0000-7000-8000-000000000003");
    private static final String SHA = "ab".repeat(32);
    private static final ObjectRef IMAGE = new ObjectRef("nerest", "frames/cam-01/a b.jpg", "d41d8cd9", 51_234);
    private static final FrameRef REF = new FrameRef(FRAME, "cam-01", IMAGE, 640, 360);
    private static final LabelledBox BOX = new LabelledBox(0, 0.5, 0.25, 0.125, 0.0625);
    private static final IgnoreRegion UNCERTAIN = new IgnoreRegion(0.75, 0.5, 0.25, 0.125);
    private static final Metrics METRICS = new Metrics(0.81, 0.52, 0.9, 0.75, 0.74, 0.47);

    private Examples() {}

    /** A data set with a human label, and a pseudo-label with an ignore region. */
    static Snapshot snapshot() {
        return new Snapshot(
                CAMPAIGN,
                1,
                List.of("fish"),
                List.of(
                        new Snapshot.SnapshotFrame(REF, Snapshot.Origin.HUMAN, "oracle", 1, List.of(BOX)),
                        new Snapshot.SnapshotFrame(
                                REF, Snapshot.Origin.PSEUDO, "model-1", 0, List.of(BOX), List.of(UNCERTAIN))),
                List.of(new Snapshot.SnapshotFrame(REF, Snapshot.Origin.HUMAN, "oracle", 2, List.of())),
                List.of(new Snapshot.TopicOffset("frames", 0, 31), new Snapshot.TopicOffset("labels", 2, 7)));
    }

    static Map<Topic<?>, Object> byTopic() {
        Map<Topic<?>, Object> examples = new HashMap<>(Map.of(
                Topics.FRAMES, new FrameRegistered(REF, SHA, NOON, NOON.plusMillis(40), FrameSource.UPLOAD),
                Topics.SCORING_REQUESTS, new ScoringRequested(OTHER, CAMPAIGN, 1, "model-1", List.of(REF), NOON),
                Topics.DETECTIONS,
                        new FrameScored(
                                FRAME,
                                "cam-01",
                                "model-1",
                                List.of(new ScoredBox(0, 0.875, 0.5, 0.25, 0.125, 0.0625)),
                                new Embedding(new float[] {0.5f, -1.25f}),
                                "pod-1",
                                31.5,
                                NOON),
                Topics.LABELS,
                        new FrameLabelled(
                                OTHER,
                                REF,
                                List.of(BOX),
                                "oracle",
                                1,
                                NOON,
                                new LabelEffort(LabelEffort.Origin.CORRECTED, 4_200, false, "model-1")),
                Topics.BATCHES,
                        new BatchSelected(
                                OTHER,
                                CAMPAIGN,
                                1,
                                BatchKind.PSEUDO_LABEL,
                                "curriculum",
                                List.of(new BatchSelected.SelectedFrame(
                                        REF,
                                        1,
                                        0.97,
                                        "lowest box confidence 0.97 >= 0.95",
                                        List.of(BOX),
                                        List.of(UNCERTAIN))),
                                NOON,
                                "model-1"),
                Topics.TRAINING_REQUESTS,
                        new TrainingRequested(
                                OTHER,
                                CAMPAIGN,
                                1,
                                IMAGE,
                                SHA,
                                "base-1",
                                Map.of("epochs", "12"),
                                true,
                                NOON,
                                List.of(FRAME)),
                Topics.TRAINING_PROGRESS,
                        new TrainingProgressed(
                                OTHER,
                                CAMPAIGN,
                                1,
                                TrainingProgressed.State.EPOCH,
                                3,
                                12,
                                new Losses(1.5, 0.75, 1.25),
                                new Losses(2.5, 1.75, 2.25),
                                METRICS,
                                21.5,
                                "resumed at epoch 2",
                                NOON),
                Topics.MODELS,
                        new ModelPublished(
                                "model-1",
                                ModelStatus.PROMOTED,
                                "mAP50-95 0.52 is not below 0.48 by more than 0.01",
                                IMAGE,
                                SHA,
                                "c2lnbmF0dXJl",
                                "yolov8n",
                                List.of("fish"),
                                320,
                                METRICS,
                                new ModelPublished.Training(
                                        OTHER,
                                        CAMPAIGN,
                                        1,
                                        "base-1",
                                        IMAGE,
                                        SHA,
                                        Map.of("epochs", "12"),
                                        16,
                                        4,
                                        12,
                                        44.5,
                                        List.of("1 of 21 training frames is left out")),
                                NOON),
                Topics.PROMOTION_REQUESTS,
                        new PromotionRequested(
                                OTHER,
                                CAMPAIGN,
                                2,
                                "model-1",
                                "mAP50-95 0.52 in round 2 is the best of 5 rounds",
                                NOON),
                Topics.MODEL_ACTIVATIONS,
                        new ModelActivated("pod-1", "model-1", "base-1", Map.of(0, 41L), 120.5, 80.25, NOON)));
        examples.put(
                Topics.TRAINING_CANCELLATIONS, new TrainingCancelled(OTHER, CAMPAIGN, 1, "cancelled over REST", NOON));
        examples.put(
                Topics.UNSCORABLE_FRAMES,
                new FrameUnscorable(
                        REF, "the frame is empty and has expired by the retention rule", "pod-1", NOON, true));
        return examples;
    }
}
