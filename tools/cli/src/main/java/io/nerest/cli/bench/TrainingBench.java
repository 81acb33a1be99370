package io.nerest.cli.bench;

import io.nerest.arguments.training.TrainingArguments;
import io.nerest.cli.bench.BenchReport.TrainingSpeed;
import io.nerest.training.run.EpochReport;
import io.nerest.training.run.Trainer;
import io.nerest.training.run.TrainingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Measures the whole training loop, augmentation included, by two epochs of a run whose folder is deleted. */
final class TrainingBench {
    private static final int EPOCHS = 2;

    private TrainingBench() {}

    /** The second epoch's speed: in the first one the caches fill and libtorch chooses its kernels. */
    static TrainingSpeed measure(Path model, Path data, int imgsz, int batch, String device)
            throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("nerest-bench");
        try {
            TrainingArguments arguments = TrainingArguments.parse(Map.of(
                    "model", model.toString(),
                    "data", data.toString(),
                    "imgsz", Integer.toString(imgsz),
                    "batch", Integer.toString(batch),
                    "epochs", Integer.toString(EPOCHS),
                    "close_mosaic", "0",
                    "device", device,
                    "project", folder.toString(),
                    "val", "false",
                    "plots", "false"));
            List<EpochReport> epochs = new ArrayList<>();
            new Trainer().train(arguments, new TrainingListener() {
                @Override
                public void epochDone(EpochReport report) {
                    epochs.add(report);
                }
            });
            EpochReport last = epochs.get(epochs.size() - 1);
            return new TrainingSpeed(batch, imgsz, last.imagesPerSecond(), last.secondsWaited());
        } finally {
            delete(folder);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
