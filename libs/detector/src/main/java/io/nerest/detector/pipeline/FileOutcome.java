package io.nerest.detector.pipeline;

import io.nerest.detector.inference.FramePrediction;
import java.nio.file.Path;

/** What became of one picture file. */
public sealed interface FileOutcome {

    Path file();

    /** It was looked at. */
    record Predicted(Path file, FramePrediction prediction) implements FileOutcome {}

    /** It was no picture that can be decoded within the limits; the others are not affected. */
    record Refused(Path file, String reason) implements FileOutcome {}
}
