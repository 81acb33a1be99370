package io.nerest.detector.architecture;

/** The kinds of blocks in a family's table. Channels and repeats are those of the table, before a {@link Scale} is applied. */
public sealed interface Block {

    /** Calls the visitor's method for this kind of block. */
    <R> R accept(Visitor<R> visitor);

    /**
     * A method for each kind of block.
     *
     * @param <R> what the methods return
     */
    interface Visitor<R> {
        R conv(Conv conv);

        R c2f(C2f c2f);

        R c3(C3 c3);

        R sppf(Sppf sppf);

        R upsample(Upsample upsample);

        R concat(Concat concat);

        R detect(Detect detect);
    }

    /** Convolution without bias, BatchNorm, SiLU. */
    record Conv(int channels, int kernel, int stride, int padding) implements Block {
        public Conv(int channels, int kernel, int stride) {
            this(channels, kernel, stride, kernel / 2);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.conv(this);
        }
    }

    /** Splits the channels in two halves, feeds one through a chain of bottlenecks, and concatenates all parts (YOLOv8). */
    record C2f(int channels, int repeats, boolean shortcut) implements Block {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.c2f(this);
        }
    }

    /** Cross-stage partial block: a chain of bottlenecks in parallel with a 1x1 convolution (YOLOv5). */
    record C3(int channels, int repeats, boolean shortcut) implements Block {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.c3(this);
        }
    }

    /** Fast spatial pyramid pooling: three equal max-pools in a row; all four stages are concatenated. */
    record Sppf(int channels, int kernel) implements Block {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.sppf(this);
        }
    }

    /** Nearest-neighbour upsampling by two. */
    record Upsample() implements Block {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.upsample(this);
        }
    }

    /** Concatenates its sources along the channels. */
    record Concat() implements Block {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.concat(this);
        }
    }

    /** The anchor-free head: box sides as distributions over bins, and class logits, on each of its sources. */
    record Detect() implements Block {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.detect(this);
        }
    }
}
