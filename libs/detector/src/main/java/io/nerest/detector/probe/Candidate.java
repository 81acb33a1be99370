package io.nerest.detector.probe;

/** One of the alternatives that a probe compares. */
public interface Candidate {

    /** Identifies the alternative in results: {@code onnx-fp32}. */
    String name();

    /** Allocates what the measurement needs. Not timed. */
    Workload prepare();

    /** The work that is timed. */
    interface Workload extends AutoCloseable {
        /** Processes so many images at once and returns after the last one is finished. */
        void run(int images);

        @Override
        void close();
    }
}
