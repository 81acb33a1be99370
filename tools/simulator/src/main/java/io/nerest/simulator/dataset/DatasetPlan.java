package io.nerest.simulator.dataset;

import io.nerest.simulator.camera.FrameFormat;

/**
 * The data set to render.
 *
 * @param frames total number, distributed evenly over the streams
 * @param streams number of cameras
 * @param firstCamera index of the first camera; the others follow
 * @param seed random seed
 * @param format size and quality of the frames
 * @param stride write every Nth frame of a stream
 * @param split selects the validation frames
 */
public record DatasetPlan(
        int frames, int streams, int firstCamera, long seed, FrameFormat format, int stride, Split split) {

    public DatasetPlan {
        requireAtLeastOne("frames", frames);
        requireAtLeastOne("streams", streams);
        requireAtLeastOne("first camera", firstCamera);
        requireAtLeastOne("stride", stride);
        if (frames < streams) {
            throw new IllegalArgumentException(
                    "%d frames are too few for %d streams: a stream needs at least one".formatted(frames, streams));
        }
        if ((long) frames * stride > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("%d frames at a stride of %d exceed the last frame number, %d"
                    .formatted(frames, stride, Integer.MAX_VALUE));
        }
        if (split instanceof Split.WholeStreams whole && whole.count() >= streams) {
            throw new IllegalArgumentException(
                    "%d validation streams leave none of %d for training".formatted(whole.count(), streams));
        }
    }

    /** Selects the validation frames. */
    public sealed interface Split {
        /** Returns whether a stream's frame is for validation; {@code frames} is the number of frames of the stream. */
        boolean validates(int stream, int streams, int frame, int frames);

        /** The last frames of every stream, as a fraction: the same cameras at a later time. */
        record LastFrames(double share) implements Split {
            public LastFrames {
                if (!(share >= 0 && share < 1)) {
                    throw new IllegalArgumentException(
                            "the fraction of validation frames must be at least 0 and below 1, not " + share);
                }
            }

            @Override
            public boolean validates(int stream, int streams, int frame, int frames) {
                return frame >= frames - (int) StrictMath.round(frames * share);
            }
        }

        /** All frames of the last streams: different cameras. */
        record WholeStreams(int count) implements Split {
            public WholeStreams {
                if (count < 0) {
                    throw new IllegalArgumentException(
                            "the number of validation streams must be at least 0, not " + count);
                }
            }

            @Override
            public boolean validates(int stream, int streams, int frame, int frames) {
                return stream >= streams - count;
            }
        }
    }

    /** Returns the number of frames of a stream; the first streams have one more if the division has a remainder. */
    public int framesOf(int stream) {
        return frames / streams + (stream < frames % streams ? 1 : 0);
    }

    /** Returns whether a frame is for validation. */
    public boolean validates(int stream, int frame) {
        return split.validates(stream, streams, frame, framesOf(stream));
    }

    private static void requireAtLeastOne(String what, int value) {
        if (value < 1) {
            throw new IllegalArgumentException("%s: at least 1, not %d".formatted(what, value));
        }
    }
}
