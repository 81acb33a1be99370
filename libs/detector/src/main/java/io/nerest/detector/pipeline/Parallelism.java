package io.nerest.detector.pipeline;

import io.nerest.detector.torch.ComputeDevice;

/**
 * How many pictures are in work at once, and by how many compute threads each.
 *
 * @param workers threads that decode, run the network and suppress, each on pictures of its own
 * @param threads compute threads of one run of the network; 0 leaves the choice to the engine
 */
public record Parallelism(int workers, int threads) {
    /** More workers hold more pictures and activations in memory, and have long filled every device. */
    private static final int MOST_WORKERS = 8;

    /**
     * What gives the most pictures a second. On a CPU that is a worker of its own for every processor with one compute
     * thread, as decoding and suppression then overlap with the network and no thread waits for another; beyond eight
     * processors, eight workers share them. On a CUDA device workers decode while it computes.
     *
     * @param threads compute threads asked for; 0 for no wish
     * @param processors that the process may use
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
