package io.nerest.detector.pipeline;

import io.nerest.detector.inference.Detector;
import io.nerest.detector.image.DecodedImage;
import io.nerest.detector.image.ImageDecoder;
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
 * Takes picture files through a detector: while one worker decodes, another runs the network. Many workers with one
 * compute thread each give the most pictures a second; one worker with many threads the soonest answer.
 */
public final class FilePipeline {
    private final Detector detector;
    private final ImageLimits limits;
    private final int workers;

    /**
     * Starts nothing yet.
     *
     * @param workers files in work at once, which bounds memory
     */
    public FilePipeline(Detector detector, ImageLimits limits, int workers) {
        this.detector = detector;
        this.limits = limits;
        this.workers = workers;
    }

    /**
     * Predicts all files; outcomes come on the calling thread, in the order of the files.
     *
     * @throws InterruptedException where the calling thread is interrupted; what is under way comes to an end first
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
        try (DecodedImage picture = ImageDecoder.decode(file, limits)) {
            return new Predicted(file, detector.predict(picture));
        } catch (ImageRejectedException refused) {
            return new Refused(file, refused.getMessage());
        }
    }
}
