package io.nerest.detector.pipeline;

import io.nerest.detector.torch.ComputeDevice;

/**
 * Number of images processed at once, and of compute threads for each.
 *
 * @param workers threads that decode, run the network and suppress, each for its own image
 * @param threads compute threads of one network call; 0 for the engine's default
 */
public record Parallelism(int workers, int threads) {
    /** More workers need more memory for images and activations and do not raise throughput. */
    private static final int MOST_WORKERS = 8;

    /**
     * Returns the setting of highest throughput. On a CPU this is one worker with one compute thread per processor, so that
     * decoding and suppression overlap with the network and no thread waits for another; more than eight processors are
     * shared by eight workers. On a CUDA device the workers decode while the device computes.
     *
     * @param threads requested compute threads; 0 for no request
     * @param processors available to the process
     */
    public static Parallelism forThroughput(ComputeDevice device, int threads, int processors) {
        if (!device.isCpu()) {
            return new Parallelism(Math.min(MOST_WORKERS, processors), threads);
        }
        if (threads > 0) {
            return new Parallelism(Math.max(1, Math.min(MOST_WORKERS, processors / threads)), threads);
        }
        int workers = Math.min(MOST_WORKERS, processors);
        return new Parallelism(workers, processors / workers);
    }
}
