package io.nerest.detector.probe;

import io.nerest.detector.probe.Candidate.Workload;
import java.util.function.LongSupplier;

/** A candidate that is ready to run, and its fastest timed call. */
final class TimedCandidate implements AutoCloseable {
    private final String name;
    private final Workload workload;
    private final LongSupplier nanoTime;
    private final long budget;
    private final int images;
    private double best;
    private long spent;

    /**
     * Prepares the candidate and warms it up.
     *
     * @param batch most images of one call
     * @param budget nanoseconds of all timed calls
     */
    TimedCandidate(Candidate candidate, int batch, long budget, LongSupplier nanoTime) {
        this.name = candidate.name();
        this.nanoTime = nanoTime;
        this.budget = budget;
        this.workload = candidate.prepare();
        try {
            workload.run(1); // libraries allocate and compile in their first run
            long single = nanos(1);
            this.best = 1e9 / single;
            this.images = (int) Math.max(1, Math.min(batch, budget / 2 / single));
        } catch (RuntimeException | LinkageError failure) {
            workload.close();
            throw failure;
        }
    }

    String name() {
        return name;
    }

    boolean hasTime() {
        return spent < budget;
    }

    void time() {
        long nanos = nanos(images);
        best = Math.max(best, images * 1e9 / nanos);
        spent += nanos;
    }

    /** Of the fastest call: other load on the machine only ever makes calls slower. */
    double imagesPerSecond() {
        return best;
    }

    private long nanos(int count) {
        long start = nanoTime.getAsLong();
        workload.run(count);
        return Math.max(1, nanoTime.getAsLong() - start);
    }

    @Override
    public void close() {
        workload.close();
    }
}
