package io.nerest.standalone.demo;

import io.nerest.simulator.dataset.DatasetFrame;
import io.nerest.simulator.dataset.YoloDataset;
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

/** Demo frames from a YOLO data set: the training images are the streams. */
final class DatasetDemoData {
    /** Data sets rarely contain capture times; only the order within a stream matters. */
    private static final Instant FIRST = Instant.parse("2026-08-01T00:00:00Z");

    private static final int SECONDS_BETWEEN = 2;

    private DatasetDemoData() {}

    /**
     * Reads the data set.
     *
     * @throws io.nerest.simulator.dataset.DatasetFormatException if it cannot be read
     */
    static DemoData read(Path dataYaml) {
        YoloDataset dataset = YoloDataset.read(dataYaml);
        return new DemoData(
                List.copyOf(new TreeMap<>(dataset.names()).values()),
                frames(dataset.train(), ""),
                frames(dataset.val(), "val-"));
    }

    private static List<DemoFrame> frames(List<DatasetFrame> frames, String prefix) {
        return interleaved(frames, DatasetFrame::stream).stream()
                .map(shot -> frame(shot.frame(), prefix, FIRST.plusSeconds((long) shot.number() * SECONDS_BETWEEN)))
                .toList();
    }

    /**
     * A frame and its position.
     *
     * @param number index among the frames of its camera, from 0
     * @param position relative position among the frames of its camera, 0 to 1
     */
    record Shot<T>(T frame, int number, double position) {}

    /** Interleaves the frames of all cameras as if they ran at the same time; keeps the order within a camera. */
    static <T> List<Shot<T>> interleaved(List<T> frames, Function<T, String> camera) {
        Map<String, List<T>> byCamera =
                frames.stream().collect(Collectors.groupingBy(camera, LinkedHashMap::new, Collectors.toList()));
        return byCamera.values().stream()
                .flatMap(own ->
                        IntStream.range(0, own.size()).mapToObj(i -> new Shot<>(own.get(i), i, (i + 0.5) / own.size())))
                .sorted(Comparator.comparingDouble(Shot::position))
                .toList();
    }

    private static DemoFrame frame(DatasetFrame frame, String prefix, Instant capturedAt) {
        String stream = prefix + frame.stream().replaceAll("[^A-Za-z0-9._-]", "-");
        return new DemoFrame(frame.name(), stream, capturedAt, () -> Files.readAllBytes(frame.image()), frame.labels());
    }
}
