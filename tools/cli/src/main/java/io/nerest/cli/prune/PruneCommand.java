package io.nerest.cli.prune;

import io.nerest.commandline.ExitCode;
import io.nerest.commandline.OptionRange;
import io.nerest.commandline.OutputPlace;
import io.nerest.detector.architecture.ChannelPruning;
import io.nerest.detector.inference.Detector;
import io.nerest.detector.inference.DetectorOptions;
import io.nerest.detector.model.Complexity;
import io.nerest.detector.model.TrainedNetwork;
import io.nerest.detector.nms.NmsOptions;
import io.nerest.detector.torch.DeviceChoice;
import io.nerest.detector.weights.SafetensorsFile;
import io.nerest.detector.weights.WeightsReader;
import io.nerest.training.dataset.Dataset;
import io.nerest.training.dataset.DatasetReader;
import io.nerest.training.validation.ValidationPass;
import io.nerest.training.validation.ValidationResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code nerest detect prune}: removes the channels of smallest BatchNorm scale. */
@Command(
        name = "prune",
        customSynopsis = "nerest detect prune model=WEIGHTS ratio=0.3 [data=DATA] [ARGUMENT=VALUE]...",
        description = {
            "Removes channels by the scale of their BatchNorm, and writes the smaller weights and their architecture file.",
            "Fine-tune the result afterwards: nerest detect train model=PRUNED data=DATA. With data=DATA both are validated."
        })
public final class PruneCommand implements Callable<Integer> {
    private static final int BATCH = 16;
    private static final double MEGA = 1e6;

    @Option(names = "--model", required = true, paramLabel = "WEIGHTS", description = "trained weights")
    private Path model = Path.of("");

    @Option(names = "--ratio", defaultValue = "0.3", description = "share of the channels to remove, up to 0.9 (0.3)")
    private double ratio;

    @Option(names = "--out", description = "weights to write (MODEL-pruned.safetensors)")
    private @Nullable Path out;

    @Option(names = "--data", description = "data set to validate both networks on")
    private @Nullable Path data;

    @Option(names = "--imgsz", defaultValue = "0", description = "image side; 0 for that of the training (0)")
    private int imgsz;

    @Option(names = "--device", defaultValue = "cpu", description = "cpu, the number of a CUDA device, or auto (cpu)")
    private String device = "cpu";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private record Measured(double milliseconds, double map50, double map50To95) {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (imgsz != 0) {
            OptionRange.multiple("imgsz", imgsz, 32, 32, 8192);
        }
        WeightsReader.requireFile(model);
        Path target = OutputPlace.file("out", out == null ? beside(model) : out);
        TrainedNetwork whole = TrainedNetwork.read(model);
        Optional<Dataset> dataset = data == null ? Optional.empty() : Optional.of(DatasetReader.read(data));
        TrainedNetwork pruned = TrainedNetwork.of(ChannelPruning.prune(whole.description(), whole.weights(), ratio));
        SafetensorsFile.write(target, pruned.weights());
        Path architecture = architectureFile(target);
        Files.writeString(architecture, pruned.description().definition());

        PrintWriter text = spec.commandLine().getOut();
        int side = imgsz == 0 ? whole.imgsz() : imgsz;
        text.printf("%-18s %12s %12s%n", "", "before", "after");
        text.printf(
                Locale.ROOT,
                "%-18s %,12d %,12d%n",
                "parameters",
                whole.description().parameters(),
                pruned.description().parameters());
        row(text, "file, MB", Files.size(model) / MEGA, Files.size(target) / MEGA);
        row(
                text,
                "GFLOPs at " + side,
                Complexity.gigaFlops(whole.description(), side),
                Complexity.gigaFlops(pruned.description(), side));
        if (dataset.isPresent()) {
            Measured before = measure(whole, dataset.get(), side);
            Measured after = measure(pruned, dataset.get(), side);
            row(text, "ms per image", before.milliseconds, after.milliseconds);
            row(text, "mAP50", before.map50, after.map50);
            row(text, "mAP50-95", before.map50To95, after.map50To95);
        }
        text.printf("weights: %s%narchitecture: %s%n", target, architecture);
        return ExitCode.OK;
    }

    private static void row(PrintWriter text, String name, double before, double after) {
        text.printf(Locale.ROOT, "%-18s %12.3f %12.3f%n", name, before, after);
    }

    private Measured measure(TrainedNetwork network, Dataset dataset, int side)
            throws IOException, InterruptedException {
        DetectorOptions options = DetectorOptions.DEFAULT
                .withImgsz(side)
                .withBatch(BATCH)
                .withNms(NmsOptions.forValidation())
                .withDevice(DeviceChoice.logged(device));
        try (Detector detector = Detector.of(network, options)) {
            ValidationResult result = new ValidationPass(dataset.classNames(), NmsOptions.forValidation())
                    .measure(detector, dataset.val(), side, BATCH);
            return new Measured(
                    result.inferenceMillis(),
                    result.report().all().map50(),
                    result.report().all().map50To95());
        }
    }

    private static Path beside(Path model) {
        String stem = String.valueOf(model.getFileName()).replaceFirst("\\.[^.]*$", "");
        return model.resolveSibling(stem + "-pruned.safetensors");
    }

    private static Path architectureFile(Path weights) {
        String stem = String.valueOf(weights.getFileName()).replaceFirst("\\.[^.]*$", "");
        return weights.resolveSibling(stem + ".yaml");
    }
}
