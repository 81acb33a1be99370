package io.nerest.simulator.dataset;

import io.nerest.simulator.camera.FrameFormat;

/**
 * What data set to render.
 *
 * @param frames how many in all, shared evenly between the streams
 * @param streams how many cameras
 * @param firstCamera index of the first; the others follow
 * @param seed of everything
 * @param format size and quality of the frames
 * @param stride every how many-th frame of a stream is taken
 * @param split which frames are for validation
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
            throw new IllegalArgumentException("%d frames at a stride of %d: streams end at frame %d"
                    .formatted(frames, stride, Integer.MAX_VALUE));
        }
        if (split instanceof Split.WholeStreams whole && whole.count() >= streams) {
            throw new IllegalArgumentException(
                    "%d validation streams leave none of %d for training".formatted(whole.count(), streams));
        }
    }

    /** Which frames are for validation. */
    public sealed interface Split {
        /** The last frames of every stream, as a share of them: another time, the same cameras. */
        record LastFrames(double share) implements Split {
            public LastFrames {
                if (!(share >= 0 && share < 1)) {
                    throw new IllegalArgumentException(
                            "the share of validation frames is at least 0 and below 1, not " + share);
                }
            }
        }

        /** All frames of the last streams: other cameras. */
        record WholeStreams(int count) implements Split {
            public WholeStreams {
                if (count < 0) {
                    throw new IllegalArgumentException("the number of validation streams is at least 0, not " + count);
                }
            }
        }
    }

    /** How many frames a stream gives; the first streams give one more where they do not share evenly. */
    public int framesOf(int stream) {
        return frames / streams + (stream < frames % streams ? 1 : 0);
    }

    /** Whether a frame is for validation. */
    public boolean validates(int stream, int frame) {
        if (split instanceof Split.LastFrames last) {
            int count = framesOf(stream);
            return frame >= count - (int) StrictMath.round(count * last.share());
        }
        return split instanceof Split.WholeStreams whole && stream >= streams - whole.count();
    }

    private static void requireAtLeastOne(String what, int value) {
        if (value < 1) {
            throw new IllegalArgumentException("%s: at least 1, not %d".formatted(what, value));
        }
    }
}
