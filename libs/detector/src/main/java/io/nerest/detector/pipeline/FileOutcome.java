package io.nerest.detector.pipeline;

import io.nerest.detector.inference.FramePrediction;
import java.nio.file.Path;

/** The result for one image file. */
public sealed interface FileOutcome {

    Path file();

    /** The file was decoded and predicted. */
    record Predicted(Path file, FramePrediction prediction) implements FileOutcome {}

    /** The file is not an acceptable image. Other files are not affected. */
    record Refused(Path file, String reason) implements FileOutcome {}
}
