package io.nerest.contracts;

import java.util.List;

/** All topics. */
public final class Topics {
    public static final Topic<FrameRegistered> FRAMES =
            new Topic<>("frames", "io.nerest.frames.v1", FrameRegistered.class, 6);
    public static final Topic<ScoringRequested> SCORING_REQUESTS =
            new Topic<>("scoring-requests", "io.nerest.scoring-requests.v1", ScoringRequested.class, 6);
    public static final Topic<FrameScored> DETECTIONS =
            new Topic<>("detections", "io.nerest.detections.v1", FrameScored.class, 6);
    public static final Topic<FrameLabelled> LABELS =
            new Topic<>("labels", "io.nerest.labels.v1", FrameLabelled.class, 3);
    public static final Topic<BatchSelected> BATCHES =
            new Topic<>("batches", "io.nerest.batches.v1", BatchSelected.class, 1);
    public static final Topic<TrainingRequested> TRAINING_REQUESTS =
            new Topic<>("training-requests", "io.nerest.training-requests.v1", TrainingRequested.class, 3);
    public static final Topic<TrainingProgressed> TRAINING_PROGRESS =
            new Topic<>("training-progress", "io.nerest.training-progress.v1", TrainingProgressed.class, 1);
    public static final Topic<TrainingCancelled> TRAINING_CANCELLATIONS =
            new Topic<>("training-cancellations", "io.nerest.training-cancellations.v1", TrainingCancelled.class, 1);
    public static final Topic<FrameUnscorable> UNSCORABLE_FRAMES =
            new Topic<>("unscorable-frames", "io.nerest.unscorable-frames.v1", FrameUnscorable.class, 1);
    public static final Topic<ModelPublished> MODELS =
            new Topic<>("models", "io.nerest.models.v1", ModelPublished.class, 1, true);
    public static final Topic<PromotionRequested> PROMOTION_REQUESTS =
            new Topic<>("promotion-requests", "io.nerest.promotion-requests.v1", PromotionRequested.class, 1);
    public static final Topic<ModelActivated> MODEL_ACTIVATIONS =
            new Topic<>("model-activations", "io.nerest.model-activations.v1", ModelActivated.class, 1);

    /** Notifications of new objects, in the format of S3-compatible stores, without CloudEvents headers. */
    public static final String BUCKET_NOTIFICATIONS = "bucket-notifications";

    public static final List<Topic<?>> ALL = List.of(
            FRAMES,
            SCORING_REQUESTS,
            DETECTIONS,
            LABELS,
            BATCHES,
            TRAINING_REQUESTS,
            TRAINING_PROGRESS,
            TRAINING_CANCELLATIONS,
            UNSCORABLE_FRAMES,
            MODELS,
            PROMOTION_REQUESTS,
            MODEL_ACTIVATIONS);

    private Topics() {}
}
