package io.nerest.experiments.offline;

import io.nerest.cli.predict.VideoWriter;
import io.nerest.commandline.ProgressDisplay;
import io.nerest.detector.image.BoxPainter;
import io.nerest.detector.image.DecodedImage;
import io.nerest.detector.image.ImageDecoder;
import io.nerest.detector.image.ImageEncoder;
import io.nerest.detector.inference.Detector;
import io.nerest.detector.inference.DetectorOptions;
import io.nerest.detector.inference.FramePrediction;
import io.nerest.detector.nms.NmsOptions;
import io.nerest.detector.torch.DeviceChoice;
import io.nerest.experiments.data.PoolFrame;
import io.nerest.formats.model.AnnotatedImage;
import io.nerest.system.AtomicFile;
import io.nerest.vision.box.Box;
import io.nerest.vision.box.Detection;
import io.nerest.vision.image.ImageLimits;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Draws a model's detections on frames: {@code images/NAME.jpg}, {@code labels/NAME.txt} in YOLO's format with the
 * confidence, and a video of each stream in the order of capture, {@code STREAM.mp4}.
 */
final class DrawnPredictions {
    private final Path folder;
    private final PredictionSettings settings;
    private final OfflineConfig config;

    DrawnPredictions(Path folder, OfflineConfig config) {
        this.folder = folder;
        this.settings = config.predictions();
        this.config = config;
    }

    /** Draws frames; returns how many. */
    int draw(Path weights, List<PoolFrame> frames, List<String> classNames, PrintWriter out) throws IOException {
        Map<String, List<PoolFrame>> streams = new TreeMap<>();
        frames.stream()
                .sorted(Comparator.comparing(PoolFrame::capturedAt).thenComparing(PoolFrame::name))
                .limit(settings.most() == 0 ? Long.MAX_VALUE : settings.most())
                .forEach(frame -> streams.computeIfAbsent(frame.item().stream(), name -> new ArrayList<>())
                        .add(frame));
        int all = streams.values().stream().mapToInt(List::size).sum();
        NmsOptions usual = NmsOptions.forPrediction();
        DetectorOptions options = DetectorOptions.DEFAULT
                .withImgsz(config.imgsz())
                .withDevice(DeviceChoice.logged(config.device()))
                .withNms(new NmsOptions(
                        (float) settings.conf(),
                        usual.iou(),
                        usual.maxDet(),
                        usual.multiLabel(),
                        usual.maxCandidates()));
        BoxPainter painter = new BoxPainter(classNames);
        try (Detector detector = Detector.load(weights, options);
                ProgressDisplay progress = ProgressDisplay.start("drawing predictions", "frames", all, out)) {
            for (Map.Entry<String, List<PoolFrame>> stream : streams.entrySet()) {
                draw(stream.getKey(), stream.getValue(), detector, painter, progress);
            }
        }
        return all;
    }

    private void draw(
            String stream, List<PoolFrame> frames, Detector detector, BoxPainter painter, ProgressDisplay progress)
            throws IOException {
        int width = frames.get(0).item().width();
        int height = frames.get(0).item().height();
        Files.createDirectories(folder);
        try (VideoWriter video = settings.video()
                ? new VideoWriter(
                        folder.resolve(stream.replaceAll("[^\\p{L}\\p{N}._-]", "_") + ".mp4"),
                        width,
                        height,
                        settings.fps())
                : null) {
            for (PoolFrame frame : frames) {
                try (DecodedImage image = ImageDecoder.decode(frame.item().image(), ImageLimits.DEFAULT)) {
                    FramePrediction prediction =
                            detector.predict(List.of(image)).get(0);
                    AtomicFile.write(
                            folder.resolve("labels/" + AnnotatedImage.stem(frame.name()) + ".txt"),
                            lines(prediction.detections(), image));
                    painter.paint(image, prediction.detections());
                    if (settings.images()) {
                        Path file = folder.resolve("images/" + AnnotatedImage.stem(frame.name()) + ".jpg");
                        Files.createDirectories(file.toAbsolutePath().getParent());
                        ImageEncoder.write(image, file);
                    }
                    if (video != null) {
                        write(video, image, width, height);
                    }
                }
                progress.step();
            }
        }
    }

    private static void write(VideoWriter video, DecodedImage image, int width, int height) throws IOException {
        if (image.width() == width && image.height() == height) {
            video.write(image);
            return;
        }
        try (DecodedImage resized = image.resized(width, height)) {
            video.write(resized);
        }
    }

    private static String lines(List<Detection> detections, DecodedImage image) {
        StringBuilder lines = new StringBuilder();
        for (Detection detection : detections) {
            Box box = detection.box();
            lines.append(String.format(
                    Locale.ROOT,
                    "%d %.6f %.6f %.6f %.6f %.6f%n",
                    detection.classId(),
                    (box.x1() + box.x2()) / 2 / image.width(),
                    (box.y1() + box.y2()) / 2 / image.height(),
                    box.width() / image.width(),
                    box.height() / image.height(),
                    detection.confidence()));
        }
        return lines.toString();
    }
}
