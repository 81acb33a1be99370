package io.nerest.cli.predict;

import io.nerest.detector.inference.FramePrediction;
import io.nerest.training.evaluation.coco.CocoResultsWriter;
import java.io.IOException;
import java.nio.file.Path;

/** {@code predictions.json} in COCO's format; a frame's id is its name, as a number if it is one. */
final class CocoPredictions implements PredictionOutput {
    private final CocoResultsWriter writer;

    CocoPredictions(Path file) throws IOException {
        writer = new CocoResultsWriter(file, 0);
    }

    @Override
    public void write(Frame frame, FramePrediction prediction) throws IOException {
        writer.write(frame.name(), prediction.detections());
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }
}
