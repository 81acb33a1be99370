package io.nerest.ingest.frame;

import io.nerest.ingest.object.ObjectOutcome;
import java.util.Optional;
import java.util.UUID;

/** The outcome of registering an image as a frame. */
public sealed interface RegistrationOutcome {

    ObjectOutcome kind();

    UploadResult toResult(String fileName);

    /** Returns the rejection, or empty if the image is a frame. */
    default Optional<Rejected> rejection() {
        return Optional.empty();
    }

    /** Returns the frame of the image; empty if it was rejected. */
    default Optional<UUID> frame() {
        return Optional.empty();
    }

    /** The image is a new frame. */
    record Registered(UUID frameId) implements RegistrationOutcome {
        @Override
        public Optional<UUID> frame() {
            return Optional.of(frameId);
        }

        @Override
        public ObjectOutcome kind() {
            return ObjectOutcome.REGISTERED;
        }

        @Override
        public UploadResult toResult(String fileName) {
            return new UploadResult(fileName, kind(), frameId, null);
        }
    }

    /** The stream already has this image as this frame. */
    record Duplicate(UUID frameId) implements RegistrationOutcome {
        @Override
        public Optional<UUID> frame() {
            return Optional.of(frameId);
        }

        @Override
        public ObjectOutcome kind() {
            return ObjectOutcome.DUPLICATE;
        }

        @Override
        public UploadResult toResult(String fileName) {
            return new UploadResult(fileName, kind(), frameId, "the stream already has this image");
        }
    }

    /**
     * The image cannot become a frame.
     *
     * @param status HTTP status
     */
    record Rejected(int status, String reason) implements RegistrationOutcome {
        @Override
        public ObjectOutcome kind() {
            return ObjectOutcome.REJECTED;
        }

        @Override
        public UploadResult toResult(String fileName) {
            return new UploadResult(fileName, kind(), null, reason);
        }

        @Override
        public Optional<Rejected> rejection() {
            return Optional.of(this);
        }
    }
}
