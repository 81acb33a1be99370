package io.nerest.training.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerest.arguments.training.TrainingArguments;
import io.nerest.detector.architecture.TinyArchitecture;
import io.nerest.detector.weights.SafetensorsFile;
import io.nerest.detector.weights.WeightTensor;
import io.nerest.training.run.TrainingResult.End;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs of real networks, small enough to take seconds; most of them of one with few channels. */
class TrainerTest {
    @TempDir
    private static Path folder;

    private static Path data;
    private static Path tiny;

    @BeforeAll
    static void writeDatasetAndArchitecture() throws IOException {
        data = RectangleDataset.write(folder.resolve("data"), 8);
        tiny = Files.writeString(folder.resolve("tiny.yaml"), TinyArchitecture.TEXT);
    }

    @Test
    void aRunLeavesTheFolderThatUsersKnow() throws Exception {
        TrainingResult result =
                train("known", Map.of("model", "yolov8n.yaml", "epochs", "2", "plots", "True"), TrainingListener.NONE);

        Path run = result.folder().path();
        assertThat(run).isEqualTo(folder.resolve("known"));
        try (var files = Files.list(run)) {
            assertThat(files.map(file -> file.getFileName().toString().replaceFirst("(tfevents).*", "$1")))
                    .contains("args.yaml", "results.csv", "events.out.tfevents");
        }
        assertThat(result.folder().best()).exists();
        assertThat(SafetensorsFile.read(result.folder().last()).metadata())
                .containsEntry("architecture", "yolov8n")
                .containsEntry("names", "[\"rectangle\"]")
                .containsEntry("epoch", "1");
    }

    @Test
    void equalSeedsGiveEqualWeightsBitForBitAndOthersDoNot() throws Exception {
        Map<String, ByteBuffer> first = last(train("seed1", Map.of("epochs", "2", "seed", "1"), TrainingListener.NONE));
        Map<String, ByteBuffer> second =
                last(train("seed1again", Map.of("epochs", "2", "seed", "1"), TrainingListener.NONE));
        Map<String, ByteBuffer> other = last(train("seed2", Map.of("epochs", "2", "seed", "2"), TrainingListener.NONE));

        assertThat(second).isEqualTo(first);
        assertThat(other).isNotEqualTo(first);
    }

    @Test
    void aResumedRunEqualsAnUninterruptedOne() throws Exception {
        // Three batches make a step and two an epoch: it is stopped while the gradients of one wait.
        Map<String, String> arguments =
                Map.of("epochs", "3", "nbs", "12", "warmup_epochs", "0", "close_mosaic", "1", "val", "False");
        TrainingResult stopped = train("stopped", arguments, new StopInEpoch(3));
        assertThat(stopped.end()).isEqualTo(End.CANCELLED);

        TrainingResult resumed = new Trainer()
                .train(
                        TrainingArguments.parse(
                                Map.of("resume", stopped.folder().path().toString())),
                        TrainingListener.NONE);
        TrainingResult whole = train("whole", arguments, TrainingListener.NONE);

        assertThat(resumed.end()).isEqualTo(End.FINISHED);
        assertThat(last(resumed)).isEqualTo(last(whole));
        assertThat(lossesOf(resumed)).isEqualTo(lossesOf(whole));
    }

    @Test
    void theLossOfASmallDataSetFalls() throws Exception {
        List<EpochReport> epochs = new ArrayList<>();
        train(
                "learns",
                Map.ofEntries(
                        Map.entry("epochs", "25"),
                        Map.entry("optimizer", "AdamW"),
                        Map.entry("lr0", "0.002"),
                        Map.entry("nbs", "4"),
                        Map.entry("warmup_epochs", "1"),
                        Map.entry("mosaic", "0"),
                        Map.entry("scale", "0"),
                        Map.entry("val", "False")),
                new TrainingListener() {
                    @Override
                    public void epochDone(EpochReport report) {
                        epochs.add(report);
                    }
                });

        // Of a fresh network few anchors overlap an object, so that its loss rises before it falls.
        double highest = epochs.stream()
                .mapToDouble(report -> report.train().total())
                .max()
                .orElseThrow();
        assertThat(epochs.get(24).train().total()).isLessThan((float) (highest / 2));
        assertThat(epochs)
                .allSatisfy(report -> assertThat(report.imagesPerSecond()).isPositive());
    }

    private static TrainingResult train(String name, Map<String, String> given, TrainingListener listener)
            throws Exception {
        Map<String, String> all = new HashMap<>(Map.of(
                "data",
                data.toString(),
                "model",
                tiny.toString(),
                "imgsz",
                "64",
                "batch",
                "4",
                "threads",
                "1",
                "plots",
                "False",
                "project",
                folder.toString(),
                "name",
                name));
        all.putAll(given);
        return new Trainer().train(TrainingArguments.parse(all), listener);
    }

    private static Map<String, ByteBuffer> last(TrainingResult result) throws IOException {
        Map<String, ByteBuffer> tensors = new HashMap<>();
        for (WeightTensor tensor :
                SafetensorsFile.read(result.folder().last()).tensors().values()) {
            tensors.put(tensor.name(), tensor.data());
        }
        return tensors;
    }

    /** All columns but the time. */
    private static List<String> lossesOf(TrainingResult result) throws IOException {
        return Files.readAllLines(result.folder().results()).stream()
                .map(row -> row.replaceFirst("^(\\w+),[^,]*", "$1"))
                .toList();
    }

    /** Stops a run at the first batch of an epoch. */
    private static final class StopInEpoch implements TrainingListener {
        private final int epoch;
        private int current;

        private StopInEpoch(int epoch) {
            this.epoch = epoch;
        }

        @Override
        public void batchDone(BatchProgress progress) {
            current = progress.epoch();
        }

        @Override
        public boolean cancelled() {
            return current == epoch;
        }
    }
}
