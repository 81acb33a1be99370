package io.nerest.cli.predict;

import io.nerest.detector.inference.FramePrediction;
import java.io.IOException;

/** Something that is written of predictions, frame by frame in their order. */
interface PredictionOutput extends AutoCloseable {
    void write(Frame frame, FramePrediction prediction) throws IOException;

    @Override
    void close() throws IOException;
}
