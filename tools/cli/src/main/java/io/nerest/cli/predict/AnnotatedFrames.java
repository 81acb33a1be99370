package io.nerest.cli.predict;

import io.nerest.detector.image.BoxPainter;
import io.nerest.detector.image.ImageEncoder;
import io.nerest.detector.inference.FramePrediction;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Images and videos with the detections drawn on them: {@code NAME.jpg} for an image, {@code NAME.mp4} for a video.
 * Draws onto the frames, so it must be the last output.
 */
final class AnnotatedFrames implements PredictionOutput {
    private final Path folder;
    private final BoxPainter painter;
    private @Nullable VideoWriter video;
    private Path videoSource = Path.of("");

    AnnotatedFrames(Path folder, List<String> classNames) {
        this.folder = folder;
        this.painter = new BoxPainter(classNames);
    }

    @Override
    public void write(Frame frame, FramePrediction prediction) throws IOException {
        painter.paint(frame.image(), prediction.detections());
        if (!frame.ofVideo()) {
            ImageEncoder.write(frame.image(), folder.resolve(frame.name() + ".jpg"));
            return;
        }
        if (video == null || !videoSource.equals(frame.source())) {
            close();
            videoSource = frame.source();
            String name = frame.name().substring(0, frame.name().lastIndexOf('_'));
            video = new VideoWriter(
                    folder.resolve(name + ".mp4"),
                    frame.image().width(),
                    frame.image().height(),
                    frame.videoRate());
        }
        video.write(frame.image());
    }

    @Override
    public void close() throws IOException {
        if (video != null) {
            video.close();
            video = null;
        }
    }
}
