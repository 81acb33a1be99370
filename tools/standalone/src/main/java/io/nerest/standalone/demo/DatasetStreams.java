package io.nerest.standalone.demo;

import io.nerest.simulator.dataset.DatasetFrame;
import io.nerest.simulator.dataset.Label;
import io.nerest.simulator.dataset.YoloDataset;
import io.nerest.vision.box.LabelledBox;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Real frames: a YOLO data set whose training pictures are played as streams, their labels hidden. */
final class DatasetStreams {
    /** Data sets seldom say when a picture was taken; what counts is the order within a stream. */
    private static final Instant FIRST = Instant.parse("2026-08-01T00:00:00Z");

    private static final int SECONDS_BETWEEN = 2;

    private DatasetStreams() {}

    /**
     * Reads the data set.
     *
     * @throws io.nerest.simulator.dataset.DatasetPlanException where it cannot be read
     */
    static DemoData read(Path dataYaml) {
        YoloDataset dataset = YoloDataset.read(dataYaml);
        return new DemoData(
                List.copyOf(new TreeMap<>(dataset.names()).values()),
                frames(dataset.train(), ""),
                frames(dataset.val(), "val-"));
    }

    private static List<DemoFrame> frames(List<DatasetFrame> frames, String prefix) {
        return asCamerasDo(frames, DatasetFrame::stream).stream()
                .map(shot -> frame(shot.frame(), prefix, FIRST.plusSeconds((long) shot.number() * SECONDS_BETWEEN)))
                .toList();
    }

    /**
     * A camera's frame.
     *
     * @param number among that camera's frames, from 0
     * @param share of that camera's frames that came before, and half its own
     */
    record Shot<T>(T frame, int number, double share) {}

    /** Frames in the order of cameras that run at once and end together, each in its own order: a list has one by one. */
    static <T> List<Shot<T>> asCamerasDo(List<T> frames, Function<T, String> camera) {
        Map<String, List<T>> byCamera =
                frames.stream().collect(Collectors.groupingBy(camera, LinkedHashMap::new, Collectors.toList()));
        return byCamera.values().stream()
                .flatMap(own ->
                        IntStream.range(0, own.size()).mapToObj(i -> new Shot<>(own.get(i), i, (i + 0.5) / own.size())))
                .sorted(Comparator.comparingDouble(Shot::share))
                .toList();
    }

    private static DemoFrame frame(DatasetFrame frame, String prefix, Instant capturedAt) {
        List<LabelledBox> truth =
                frame.labels().stream().map(DatasetStreams::box).toList();
        String stream = prefix + frame.stream().replaceAll("[^A-Za-z0-9._-]", "-");
        return new DemoFrame(frame.name(), stream, capturedAt, () -> Files.readAllBytes(frame.image()), truth);
    }

    private static LabelledBox box(Label label) {
        return new LabelledBox(
                label.classId(),
                label.box().cx(),
                label.box().cy(),
                label.box().width(),
                label.box().height());
    }
}
