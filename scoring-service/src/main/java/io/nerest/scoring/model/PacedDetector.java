package io.nerest.scoring.model;

import io.nerest.detector.image.DecodedImage;
import io.nerest.detector.inference.FramePrediction;
import io.nerest.detector.slicing.ImageDetector;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * A detector that takes a fixed time or longer, as a trial of capacity needs: the throughput of several processes on one machine
 * then depends on how the work is shared, not on the cores.
 *
 * @param least shortest time of a call
 */
record PacedDetector(ImageDetector detector, Duration least) implements ImageDetector {
    @Override
    public List<FramePrediction> predict(List<DecodedImage> images) {
        long end = System.nanoTime() + least.toNanos();
        List<FramePrediction> predictions = detector.predict(images);
        for (long left = end - System.nanoTime();
                left > 0 && !Thread.currentThread().isInterrupted(); ) {
            LockSupport.parkNanos(left);
            left = end - System.nanoTime();
        }
        return predictions;
    }
}
