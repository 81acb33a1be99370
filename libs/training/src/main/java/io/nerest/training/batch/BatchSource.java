package io.nerest.training.batch;

/** Where a training loop takes its batches from: prepared ahead by worker threads, handed out in order. */
public interface BatchSource extends AutoCloseable {

    /** How many batches {@link #next()} gives in one epoch. */
    int batchesPerEpoch();

    /** Starts an epoch (from 0): a new order of the frames, and the epoch's augmentation. */
    void startEpoch(int epoch);

    /**
     * The next batch of the epoch; waits for the workers where they are behind. The caller closes the batch, which gives
     * its buffer back.
     */
    TrainingBatch next() throws InterruptedException;

    /** Nanoseconds that {@link #next()} has spent waiting for the workers, since this source was made. */
    long nanosWaited();

    @Override
    void close();
}
