package io.nerest.cli.predict;

import io.nerest.detector.inference.FramePrediction;
import io.nerest.vision.box.Box;
import io.nerest.vision.box.Detection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * {@code labels/NAME.txt} in YOLO's format: one line per detection with class, centre and size as fractions of the
 * image, and optionally the confidence. Frames without detections have no file.
 */
final class LabelFiles implements PredictionOutput {
    private final Path folder;
    private final boolean withConfidence;

    LabelFiles(Path folder, boolean withConfidence) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.withConfidence = withConfidence;
    }

    @Override
    public void write(Frame frame, FramePrediction prediction) throws IOException {
        if (prediction.detections().isEmpty()) {
            return;
        }
        StringBuilder lines = new StringBuilder();
        float width = frame.image().width();
        float height = frame.image().height();
        for (Detection detection : prediction.detections()) {
            Box box = detection.box();
            lines.append(String.format(
                    Locale.ROOT,
                    "%d %.6f %.6f %.6f %.6f",
                    detection.classId(),
                    (box.x1() + box.x2()) / 2 / width,
                    (box.y1() + box.y2()) / 2 / height,
                    box.width() / width,
                    box.height() / height));
            if (withConfidence) {
                lines.append(String.format(Locale.ROOT, " %.6f", detection.confidence()));
            }
            lines.append('\n');
        }
        Files.writeString(folder.resolve(frame.name() + ".txt"), lines);
    }

    @Override
    public void close() {
        // each file is closed after writing
    }
}
