package io.nerest.scoring.frame;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Lets new frames go first. While a batch of new frames is scored or new frames wait, batches of requests get a share: each new frame
 * that is scored adds to what requests may take. Otherwise they do not wait.
 */
@ApplicationScoped
public class InferenceTurns {
    /** How often a waiting batch asks for the backlog. */
    private static final long RECHECK_MILLIS = 100;
    /** Images that requests may save up: they take their share in small portions. */
    private static final int MOST_SAVED = 16;

    private final BooleanSupplier backlog;
    private final double perNewFrame;
    private final Duration longestWait;
    private int newBatches;
    private double saved;

    @Inject
    InferenceTurns(FrameBacklog backlog, ScoringRequestConfig config) {
        this(backlog::exists, config.share(), config.longestWait());
    }

    InferenceTurns(BooleanSupplier backlog, double share, Duration longestWait) {
        this.backlog = backlog;
        this.perNewFrame = share / (1 - share);
        this.longestWait = longestWait;
    }

    /** A batch of new frames that is scored and stored. */
    final class NewFrames implements AutoCloseable {
        private NewFrames() {}

        @Override
        public void close() {
            synchronized (InferenceTurns.this) {
                newBatches--;
                InferenceTurns.this.notifyAll();
            }
        }
    }

    /** New frames are being handled until the result is closed. */
    synchronized NewFrames begin() {
        newBatches++;
        return new NewFrames();
    }

    /** New frames have been scored. */
    synchronized void scored(int images) {
        saved = Math.min(MOST_SAVED, saved + images * perNewFrame);
        notifyAll();
    }

    /** Waits until a batch of a request may be scored. */
    void await(int images) throws InterruptedException {
        long deadline = System.nanoTime() + longestWait.toNanos();
        while (isBehind()) {
            if (take(images, deadline)) {
                return;
            }
        }
    }

    /** The next batch of new frames may have begun while the consumer was asked. */
    private boolean isBehind() {
        return isScoringNew() || backlog.getAsBoolean() || isScoringNew();
    }

    private synchronized boolean isScoringNew() {
        return newBatches > 0;
    }

    /** Takes a part of the share, or waits a little. Returns whether the batch may be scored. */
    @SuppressWarnings("WaitNotInLoop") // the caller repeats it
    private synchronized boolean take(int images, long deadline) throws InterruptedException {
        if (saved >= Math.min(images, MOST_SAVED)) {
            saved -= images;
            return true;
        }
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (left <= 0) {
            return true;
        }
        wait(Math.min(left, RECHECK_MILLIS));
        return false;
    }
}
