package io.nerest.trainer.run;

import io.nerest.contracts.Snapshot.SnapshotFrame;
import io.nerest.trainer.registry.EpochExamples;
import io.nerest.training.dataset.DatasetItem;
import io.nerest.training.validation.ValidatedBatch;
import io.nerest.vision.box.Detection;
import io.nerest.vision.box.LabelledBox;
import io.nerest.vision.box.ScoredBox;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects what the validations of a training detect on a few frames: of each stream in turn, frames with objects first. The same
 * frames after each epoch, so that people see what the training changes.
 */
final class ExampleFrames {
    /** Most frames. */
    static final int MOST = 6;
    /** Most boxes of a frame, so that a crowded one stays small. */
    static final int MOST_BOXES = 40;
    /** Less sure detections are left out; a validation has very many of them. */
    static final double LEAST_CONFIDENCE = 0.25;

    private final Map<Path, EpochExamples.Frame> frames = new LinkedHashMap<>();

    /** Chooses frames from a validation set. */
    ExampleFrames(FetchedSnapshot fetched) {
        List<DatasetItem> items = fetched.dataset().val();
        Map<String, Deque<Integer>> byStream = new LinkedHashMap<>();
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            order.add(i);
        }
        order.sort(Comparator.comparing(i -> items.get(i).labels().isEmpty()));
        order.forEach(i -> byStream.computeIfAbsent(items.get(i).stream(), stream -> new ArrayDeque<>())
                .add(i));
        while (frames.size() < MOST && !byStream.isEmpty()) {
            byStream.values().removeIf(Deque::isEmpty);
            for (Deque<Integer> stream : byStream.values()) {
                if (frames.size() < MOST) {
                    int chosen = stream.remove();
                    SnapshotFrame frame = fetched.snapshot().validation().get(chosen);
                    frames.put(
                            items.get(chosen).image(),
                            new EpochExamples.Frame(
                                    frame.frame().frameId(),
                                    frame.frame().streamId(),
                                    limited(frame.boxes()),
                                    List.of()));
                }
            }
        }
    }

    /** Receives the detections of a batch; those of the chosen frames replace earlier ones. */
    void add(ValidatedBatch batch) {
        for (int i = 0; i < batch.items().size(); i++) {
            DatasetItem item = batch.items().get(i);
            List<Detection> found = batch.detections().get(i);
            frames.computeIfPresent(
                    item.image(),
                    (image, frame) -> new EpochExamples.Frame(
                            frame.frameId(), frame.streamId(), frame.truth(), boxes(item, found)));
        }
    }

    /** Returns the newest detections, as those after an epoch. */
    EpochExamples after(int epoch) {
        return new EpochExamples(epoch, List.copyOf(frames.values()));
    }

    private static List<ScoredBox> boxes(DatasetItem item, List<Detection> found) {
        return limited(found.stream()
                .filter(detection -> detection.confidence() >= LEAST_CONFIDENCE)
                .sorted(Comparator.comparing(Detection::confidence).reversed())
                .map(detection -> scored(item, detection))
                .toList());
    }

    private static ScoredBox scored(DatasetItem item, Detection detection) {
        LabelledBox box = LabelledBox.around(
                detection.classId(),
                detection.box().x1(),
                detection.box().y1(),
                detection.box().x2(),
                detection.box().y2(),
                item.width(),
                item.height());
        return new ScoredBox(box.classId(), detection.confidence(), box.cx(), box.cy(), box.w(), box.h());
    }

    private static <B> List<B> limited(List<B> boxes) {
        return List.copyOf(boxes.subList(0, Math.min(boxes.size(), MOST_BOXES)));
    }
}
