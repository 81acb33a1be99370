package io.nerest.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nerest.contracts.FrameRef;
import io.nerest.contracts.ObjectRef;
import io.nerest.contracts.Snapshot;
import io.nerest.contracts.Snapshot.SnapshotFrame;
import io.nerest.trainer.registry.EpochExamples;
import io.nerest.training.dataset.Dataset;
import io.nerest.training.dataset.DatasetItem;
import io.nerest.training.dataset.DatasetReport;
import io.nerest.training.validation.ValidatedBatch;
import io.nerest.vision.box.Box;
import io.nerest.vision.box.Detection;
import io.nerest.vision.box.LabelledBox;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ExampleFramesTest {
    private static final LabelledBox FISH = new LabelledBox(0, 0.5, 0.5, 0.2, 0.2);
    private static final int WIDTH = 200;
    private static final int HEIGHT = 100;

    private final List<SnapshotFrame> frames = new ArrayList<>();
    private final List<DatasetItem> items = new ArrayList<>();

    private void frame(String stream, LabelledBox... boxes) {
        UUID id = UUID.randomUUID();
        FrameRef ref = new FrameRef(id, stream, new ObjectRef("b", "frames/" + id, "etag", 1), WIDTH, HEIGHT);
        frames.add(new SnapshotFrame(ref, Snapshot.Origin.HUMAN, "anna", 1, List.of(boxes)));
        items.add(new DatasetItem(Path.of(id.toString()), List.of(boxes), stream, WIDTH, HEIGHT));
    }

    private ExampleFrames chosen() {
        Snapshot snapshot =
                new Snapshot(UUID.randomUUID(), 0, List.of("fish"), List.of(), frames, List.<Snapshot.TopicOffset>of());
        DatasetReport report = new DatasetReport("test", List.of(), Map.of(), Map.of());
        return new ExampleFrames(
                new FetchedSnapshot(snapshot, new Dataset(List.of("fish"), List.of(), items, report), List.of()));
    }

    private static ValidatedBatch batch(DatasetItem item, List<Detection> found) {
        return new ValidatedBatch(0, null, List.of(item), List.of(found), List.of(found));
    }

    @Test
    void framesOfEachStreamAreChosenInTurnThoseWithObjectsFirst() {
        frame("a");
        Stream.generate(() -> "a").limit(20).forEach(stream -> frame(stream, FISH));
        frame("b");
        frame("b", FISH);

        List<EpochExamples.Frame> examples = chosen().after(0).frames();

        assertThat(examples).extracting(EpochExamples.Frame::streamId).containsExactly("a", "b", "a", "b", "a", "a");
        assertThat(examples.get(0).frameId())
                .as("the first of 'a' with an object")
                .isEqualTo(frames.get(1).frame().frameId());
        assertThat(examples.get(1).truth()).containsExactly(FISH);
        assertThat(examples.get(3).truth()).isEmpty();
    }

    @Test
    void theSurestDetectionsOfTheNewestEpochAreKept() {
        frame("a", FISH);
        ExampleFrames examples = chosen();
        examples.add(batch(items.get(0), List.of(new Detection(new Box(0, 0, 10, 10), 0.9f, 0))));
        List<Detection> crowd = new ArrayList<>(Collections.nCopies(60, new Detection(new Box(0, 0, 10, 10), 0.3f, 0)));
        crowd.add(new Detection(new Box(20, 10, 60, 30), 0.8f, 0));
        crowd.add(new Detection(new Box(0, 0, 10, 10), 0.2f, 0));

        examples.add(batch(items.get(0), crowd));

        EpochExamples found = examples.after(7);
        assertThat(found.epoch()).isEqualTo(7);
        assertThat(found.frames().get(0).boxes())
                .hasSize(ExampleFrames.MOST_BOXES)
                .allSatisfy(box -> assertThat(box.confidence()).isGreaterThanOrEqualTo(ExampleFrames.LEAST_CONFIDENCE));
        assertThat(found.frames().get(0).boxes().get(0)).satisfies(box -> {
            assertThat(box.confidence()).isCloseTo(0.8, within(1e-6));
            assertThat(List.of(box.cx(), box.cy(), box.w(), box.h()))
                    .zipSatisfy(
                            List.of(0.2, 0.2, 0.2, 0.2),
                            (actual, expected) -> assertThat(actual).isCloseTo(expected, within(1e-6)));
        });
    }

    @Test
    void aValidationSetWithoutObjectsHasExamplesToo() {
        frame("a");

        assertThat(chosen().after(1).frames()).hasSize(1);
    }
}
