package io.nerest.experiments.run;

import io.nerest.detector.inference.Detector;
import io.nerest.detector.inference.DetectorOptions;
import io.nerest.detector.inference.FramePrediction;
import io.nerest.detector.nms.NmsOptions;
import io.nerest.detector.pipeline.FileOutcome;
import io.nerest.detector.pipeline.FilePipeline;
import io.nerest.detector.torch.ComputeDevice;
import io.nerest.detector.torch.DeviceChoice;
import io.nerest.experiments.data.PoolFrame;
import io.nerest.vision.box.Box;
import io.nerest.vision.box.Detection;
import io.nerest.vision.box.ScoredBox;
import io.nerest.vision.image.ImageLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Scores frames of the pool with a model, as the scoring service does. */
public final class PoolScoring {
    /** The scoring service's least confidence, so that strategies read uncertain boxes too. */
    private static final float LEAST_CONFIDENCE = 0.05f;

    private final int imgsz;
    private final ComputeDevice device;

    /** @param imgsz longer side in the network in pixels */
    public PoolScoring(int imgsz, String device) {
        this.imgsz = imgsz;
        this.device = DeviceChoice.logged(device);
    }

    /** What a model detects on a frame. The embedding has length 0 if the model gives none. */
    @SuppressWarnings("ArrayRecordComponent") // a value that is read, never compared
    public record PoolScore(PoolFrame frame, List<ScoredBox> boxes, float[] embedding) {}

    /** Scores frames, in their order. */
    public List<PoolScore> score(Path weights, List<PoolFrame> frames) throws IOException, InterruptedException {
        NmsOptions usual = NmsOptions.forPrediction();
        DetectorOptions options = DetectorOptions.DEFAULT
                .withImgsz(imgsz)
                .withDevice(device)
                .withThreads(1)
                .withNms(new NmsOptions(
                        LEAST_CONFIDENCE, usual.iou(), usual.maxDet(), usual.multiLabel(), usual.maxCandidates()));
        List<PoolScore> scores = new ArrayList<>(frames.size());
        Iterator<PoolFrame> inOrder = frames.iterator();
        try (Detector detector = Detector.load(weights, options)) {
            FilePipeline pipeline = new FilePipeline(
                    detector, ImageLimits.DEFAULT, Runtime.getRuntime().availableProcessors());
            pipeline.run(
                    frames.stream().map(frame -> frame.item().image()).toList(),
                    outcome -> scores.add(frameScore(inOrder.next(), outcome)));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return scores;
    }

    private static PoolScore frameScore(PoolFrame frame, FileOutcome outcome) {
        if (outcome instanceof FileOutcome.Predicted predicted) {
            FramePrediction prediction = predicted.prediction();
            List<ScoredBox> boxes = prediction.detections().stream()
                    .map(detection ->
                            box(detection, frame.item().width(), frame.item().height()))
                    .toList();
            return new PoolScore(frame, boxes, prediction.embedding());
        }
        String reason = outcome instanceof FileOutcome.Refused refused ? refused.reason() : "no reason given";
        throw new UncheckedIOException(new IOException(outcome.file() + " cannot be scored: " + reason));
    }

    /** Converts a detection to fractions of the image, clipped at its edges. */
    private static ScoredBox box(Detection detection, int width, int height) {
        Box box = detection.box();
        double x1 = fraction(box.x1() / width);
        double y1 = fraction(box.y1() / height);
        double x2 = fraction(box.x2() / width);
        double y2 = fraction(box.y2() / height);
        return new ScoredBox(
                detection.classId(), fraction(detection.confidence()), (x1 + x2) / 2, (y1 + y2) / 2, x2 - x1, y2 - y1);
    }

    private static double fraction(double value) {
        return Math.min(1, Math.max(0, value));
    }
}
