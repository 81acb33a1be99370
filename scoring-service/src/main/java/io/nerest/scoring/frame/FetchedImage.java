package io.nerest.scoring.frame;

import io.nerest.detector.image.DecodedImage;
import java.util.function.Function;

/** The result of downloading and decoding a frame's image. */
sealed interface FetchedImage {

    /** Applies the function for this result. */
    <R> R match(Function<Decoded, R> onDecoded, Function<Rejected, R> onRejected);

    /** Releases the image. */
    void close();

    /** The decoded image. The owner closes it. */
    record Decoded(DecodedImage image) implements FetchedImage {
        @Override
        public <R> R match(Function<Decoded, R> onDecoded, Function<Rejected, R> onRejected) {
            return onDecoded.apply(this);
        }

        @Override
        public void close() {
            image.close();
        }
    }

    /** The image is missing or cannot be decoded, so the frame can never be scored. */
    record Rejected(String reason) implements FetchedImage {
        @Override
        public <R> R match(Function<Decoded, R> onDecoded, Function<Rejected, R> onRejected) {
            return onRejected.apply(this);
        }

        @Override
        public void close() {}
    }
}
