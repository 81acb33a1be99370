package io.nerest.detector.architecture;

/** What can stand in a row of a family's table. Channels and repeats are those of the table, before a {@link Scale}. */
public sealed interface Block {

    /** Convolution without bias, BatchNorm, SiLU. */
    record Conv(int channels, int kernel, int stride, int padding) implements Block {
        public Conv(int channels, int kernel, int stride) {
            this(channels, kernel, stride, kernel / 2);
        }
    }

    /** Two halves, bottlenecks fed one by the other, all parts put together (YOLOv8). */
    record C2f(int channels, int repeats, boolean shortcut) implements Block {}

    /** Cross-stage partial block: a chain of bottlenecks beside a plain path (YOLOv5). */
    record C3(int channels, int repeats, boolean shortcut) implements Block {}

    /** Spatial pyramid pooling: three equal max-pools in a row, all four stages put together. */
    record Sppf(int channels, int kernel) implements Block {}

    /** Nearest-neighbour upsampling by two. */
    record Upsample() implements Block {}

    /** Puts its sources together along the channels. */
    record Concat() implements Block {}

    /** The anchor-free head: box sides as distributions over bins, and class logits, on each of its sources. */
    record Detect() implements Block {}
}
