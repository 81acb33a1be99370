package io.nerest.training.batch;

/** A source of training batches, prepared ahead by worker threads and returned in order. */
public interface BatchSource extends AutoCloseable {

    /** Returns the number of batches per epoch. */
    int batchesPerEpoch();

    /** Starts an epoch (from 0): a new order of the frames, and the epoch's augmentation. */
    void startEpoch(int epoch);

    /**
     * Returns the next batch of the epoch, and waits for the workers if it is not ready. The caller closes the batch,
     * which releases its buffer.
     */
    TrainingBatch next() throws InterruptedException;

    /** Returns the nanoseconds that {@link #next()} has waited for the workers since this source was created. */
    long nanosWaited();

    @Override
    void close();
}
