package io.nerest.experiments.data;

import io.nerest.experiments.result.DataRecord;
import io.nerest.training.dataset.Dataset;
import io.nerest.training.dataset.DatasetItem;
import io.nerest.training.dataset.DatasetReader;
import io.nerest.training.dataset.DatasetReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The data set of an experiment. Its training images are the pool, whose labels are revealed on request; its validation
 * images measure every model.
 *
 * @param source a description
 * @param folder that frames' names are relative to
 * @param pool in the order of names
 */
public record ExperimentData(
        String source, Path folder, List<String> classNames, List<PoolFrame> pool, List<DatasetItem> validation) {

    public ExperimentData {
        classNames = List.copyOf(classNames);
        pool = List.copyOf(pool);
        validation = List.copyOf(validation);
    }

    /**
     * Reads a data set. If its folder contains a {@code frames.csv} as the simulator writes it, capture times are read from
     * there.
     *
     * @param path a {@code data.yaml}, or a folder in YOLO's, VOC's or COCO's order
     * @throws IOException if it cannot be read
     */
    public static ExperimentData read(Path path, String source) throws IOException {
        Dataset dataset = DatasetReader.read(path);
        Path absolute = path.toAbsolutePath().normalize();
        Path parent = absolute.getParent();
        Path folder = Files.isDirectory(absolute) || parent == null ? absolute : parent;
        Map<String, Instant> times = CaptureTimes.read(folder.resolve(CaptureTimes.FILE));
        Map<String, Integer> counts = new HashMap<>();
        List<PoolFrame> pool = new ArrayList<>();
        List<DatasetItem> byName = dataset.train().stream()
                .sorted((a, b) -> a.image().compareTo(b.image()))
                .toList();
        for (DatasetItem item : byName) {
            int number = counts.merge(item.stream(), 1, Integer::sum);
            Instant time = times.get(String.valueOf(item.image().getFileName()));
            pool.add(new PoolFrame(
                    nameIn(folder, item.image()), item, time == null ? Instant.ofEpochSecond(number) : time));
        }
        return new ExperimentData(source, folder, dataset.classNames(), pool, dataset.val());
    }

    private static String nameIn(Path folder, Path image) {
        Path absolute = image.toAbsolutePath().normalize();
        Path name = absolute.startsWith(folder) ? folder.relativize(absolute) : absolute;
        return name.toString().replace('\\', '/');
    }

    /** The data set that a model is trained on, with validation as it is for all. */
    public Dataset training(String name, List<DatasetItem> items) {
        DatasetReport report =
                new DatasetReport(name, List.of(), Map.of("train", split(items), "val", split(validation)), Map.of());
        return new Dataset(classNames, items, validation, report);
    }

    private DatasetReport.Split split(List<DatasetItem> items) {
        Map<String, Integer> objects = new TreeMap<>();
        items.forEach(item ->
                item.labels().forEach(label -> objects.merge(classNames.get(label.classId()), 1, Integer::sum)));
        int background =
                (int) items.stream().filter(item -> item.labels().isEmpty()).count();
        return new DatasetReport.Split(items.size(), background, objects);
    }

    /** Its description in the result. */
    public DataRecord record() {
        Map<String, List<PoolFrame>> byStream = new TreeMap<>();
        pool.forEach(frame -> byStream.computeIfAbsent(frame.item().stream(), stream -> new ArrayList<>())
                .add(frame));
        List<DataRecord.StreamCount> streams = byStream.entrySet().stream()
                .map(entry -> new DataRecord.StreamCount(
                        entry.getKey(), entry.getValue().size(), empty(entry.getValue()), objects(entry.getValue())))
                .toList();
        return new DataRecord(
                source, classNames, folder.toString(), pool.size(), empty(pool), validation.size(), streams);
    }

    private static int empty(List<PoolFrame> frames) {
        return (int)
                frames.stream().filter(frame -> frame.item().labels().isEmpty()).count();
    }

    private static int objects(List<PoolFrame> frames) {
        return frames.stream().mapToInt(frame -> frame.item().labels().size()).sum();
    }
}
