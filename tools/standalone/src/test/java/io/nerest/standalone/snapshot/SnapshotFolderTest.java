package io.nerest.standalone.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerest.contracts.FrameRef;
import io.nerest.contracts.ObjectRef;
import io.nerest.contracts.Snapshot;
import io.nerest.contracts.Snapshot.Origin;
import io.nerest.contracts.Snapshot.SnapshotFrame;
import io.nerest.vision.box.LabelledBox;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotFolderTest {
    @TempDir
    Path folder;

    private static SnapshotFrame frame(int number, double cx) {
        UUID id = new UUID(0, number);
        return new SnapshotFrame(
                new FrameRef(id, "north", new ObjectRef("nerest", "images/north/" + number + ".PNG", "e", 5), 640, 360),
                Origin.HUMAN,
                "anna",
                1,
                List.of(new LabelledBox(0, cx, 0.5, 0.25, 0.125)));
    }

    private static Snapshot snapshot(Instant takenAt, List<SnapshotFrame> train) {
        return snapshot(takenAt, train, 1);
    }

    private static Snapshot snapshot(Instant takenAt, List<SnapshotFrame> train, long next) {
        return new Snapshot(
                new UUID(1, 1),
                2,
                List.of("fish", "crab"),
                train,
                List.of(frame(9, 0.5)),
                takenAt,
                List.of(new Snapshot.TopicOffset("labels", 0, next)));
    }

    private static byte[] image(FrameRef frame) {
        return ("image of " + frame.frameId()).getBytes(StandardCharsets.UTF_8);
    }

    private String write(String name, Snapshot snapshot) throws IOException {
        return SnapshotFolder.write(snapshot, SnapshotFolderTest::image, folder.resolve(name));
    }

    @Test
    void theSameLabelsGiveTheSameBytesWhateverTheTimeTheOffsetsAndTheOrder() throws IOException {
        List<SnapshotFrame> frames = new ArrayList<>(List.of(frame(1, 0.5), frame(2, 0.1), frame(3, 1.0 / 3)));
        String first = write("first", snapshot(Instant.EPOCH, frames));
        Collections.reverse(frames);
        String second = write("second", snapshot(Instant.parse("2026-08-01T12:00:00Z"), frames, 2));

        assertThat(second).isEqualTo(first);
        assertThat(SnapshotFolder.hash(folder.resolve("first"))).isEqualTo(first);
        assertThat(SnapshotFolder.recorded(folder.resolve("first"))).isEqualTo(first);
    }

    @Test
    void anotherLabelOrAChangedFileGivesAnotherHash() throws IOException {
        String first = write("first", snapshot(Instant.EPOCH, List.of(frame(1, 0.5))));

        assertThat(write("second", snapshot(Instant.EPOCH, List.of(frame(1, 0.5000001)))))
                .isNotEqualTo(first);
        Files.writeString(folder.resolve("first/labels/train/" + new UUID(0, 1) + ".txt"), "");
        assertThat(SnapshotFolder.hash(folder.resolve("first"))).isNotEqualTo(first);
    }

    @Test
    void theFolderIsThatOfYolo() throws IOException {
        write("yolo", snapshot(Instant.EPOCH, List.of(frame(1, 0.5))));
        String id = new UUID(0, 1).toString();

        assertThat(folder.resolve("yolo/images/train/" + id + ".png")).exists();
        assertThat(folder.resolve("yolo/images/val/" + new UUID(0, 9) + ".png")).exists();
        assertThat(folder.resolve("yolo/labels/train/" + id + ".txt")).hasContent("0 0.5 0.5 0.25 0.125");
        assertThat(Files.readString(folder.resolve("yolo/data.yaml")))
                .isEqualTo("path: .\ntrain: images/train\nval: images/val\nnames:\n  0: \"fish\"\n  1: \"crab\"\n");
        assertThat(Files.readString(folder.resolve("yolo/train-origins.csv"))).contains(id + ",north,HUMAN,\"anna\",1");
    }
}
