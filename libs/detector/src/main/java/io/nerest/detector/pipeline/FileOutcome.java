package io.nerest.detector.pipeline;

import io.nerest.detector.inference.FramePrediction;
import java.nio.file.Path;
import java.util.function.Function;

/** The result for one image file. */
public sealed interface FileOutcome {

    Path file();

    /** Calls the function of this outcome. */
    <R> R match(Function<Predicted, R> ifPredicted, Function<Refused, R> ifRefused);

    /** The file was decoded and predicted. */
    record Predicted(Path file, FramePrediction prediction) implements FileOutcome {
        @Override
        public <R> R match(Function<Predicted, R> ifPredicted, Function<Refused, R> ifRefused) {
            return ifPredicted.apply(this);
        }
    }

    /** The file is not an acceptable image. Other files are not affected. */
    record Refused(Path file, String reason) implements FileOutcome {
        @Override
        public <R> R match(Function<Predicted, R> ifPredicted, Function<Refused, R> ifRefused) {
            return ifRefused.apply(this);
        }
    }
}
