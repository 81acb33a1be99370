package io.nerest.detector.pipeline;

import io.nerest.detector.image.DecodedImage;
import io.nerest.detector.image.ImageDecoder;
import io.nerest.detector.inference.Detector;
import io.nerest.detector.pipeline.FileOutcome.Predicted;
import io.nerest.detector.pipeline.FileOutcome.Refused;
import io.nerest.vision.image.ImageLimits;
import io.nerest.vision.image.ImageRejectedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Runs image files through a detector: while one worker decodes, another runs the network. Several workers with one
 * compute thread each give the highest throughput, one worker with all threads the lowest latency.
 */
public final class FilePipeline {
    private final Detector detector;
    private final ImageLimits limits;
    private final int workers;

    /**
     * Creates a pipeline. Threads start in {@link #run}.
     *
     * @param workers files in progress at once, which bounds memory
     */
    public FilePipeline(Detector detector, ImageLimits limits, int workers) {
        this.detector = detector;
        this.limits = limits;
        this.workers = workers;
    }

    /**
     * Predicts all files. Passes the outcomes on, in the order of the files, on the calling thread.
     *
     * @throws InterruptedException if the calling thread is interrupted; running tasks finish first
     */
    public void run(Iterable<Path> files, Consumer<FileOutcome> outcomes) throws IOException, InterruptedException {
        Iterator<Path> each = files.iterator();
        OrderedWorkers.run(
                workers, () -> each.hasNext() ? Optional.of(task(each.next())) : Optional.empty(), outcomes::accept);
    }

    private OrderedWorkers.Task<FileOutcome> task(Path file) {
        return () -> predict(file);
    }

    private FileOutcome predict(Path file) {
        try (DecodedImage image = ImageDecoder.decode(file, limits)) {
            return new Predicted(file, detector.predict(image));
        } catch (ImageRejectedException refused) {
            return new Refused(file, String.valueOf(refused.getMessage()));
        }
    }
}
