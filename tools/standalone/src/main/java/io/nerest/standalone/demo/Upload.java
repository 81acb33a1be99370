package io.nerest.standalone.demo;

import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The outcome of sending one image. */
sealed interface Upload {
    /** Returns the image's file name. */
    String name();

    /** Applies the function of the outcome. */
    <R> R match(Function<Accepted, R> ifAccepted, Function<Rejected, R> ifRejected, Function<InBucket, R> ifInBucket);

    /** The image is registered as a frame, by this upload or an earlier one. */
    record Accepted(String name, UUID frameId) implements Upload {
        @Override
        public <R> R match(
                Function<Accepted, R> ifAccepted, Function<Rejected, R> ifRejected, Function<InBucket, R> ifInBucket) {
            return ifAccepted.apply(this);
        }
    }

    /** The image is not registered. */
    record Rejected(String name, String reason) implements Upload {
        @Override
        public <R> R match(
                Function<Accepted, R> ifAccepted, Function<Rejected, R> ifRejected, Function<InBucket, R> ifInBucket) {
            return ifRejected.apply(this);
        }
    }

    /**
     * The image is in the bucket; the events tell whether it is registered.
     *
     * @param content stream and SHA-256, {@code north/ab12...}: frames are kept under other keys than cameras write
     * @param notified whether a bucket notification was sent
     */
    record InBucket(String name, String content, boolean notified) implements Upload {
        @Override
        public <R> R match(
                Function<Accepted, R> ifAccepted, Function<Rejected, R> ifRejected, Function<InBucket, R> ifInBucket) {
            return ifInBucket.apply(this);
        }
    }

    /** Returns the outcome that the ingest service reports. */
    static Upload of(String name, String status, @Nullable UUID frameId, @Nullable String reason) {
        if (frameId != null && (status.equals("REGISTERED") || status.equals("DUPLICATE"))) {
            return new Accepted(name, frameId);
        }
        return new Rejected(name, reason == null ? status : reason);
    }
}
