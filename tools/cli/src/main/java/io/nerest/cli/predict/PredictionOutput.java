package io.nerest.cli.predict;

import io.nerest.detector.inference.FramePrediction;
import java.io.IOException;

/** An output of predictions, written frame by frame in order. */
public interface PredictionOutput extends AutoCloseable {
    void write(Frame frame, FramePrediction prediction) throws IOException;

    @Override
    void close() throws IOException;
}
