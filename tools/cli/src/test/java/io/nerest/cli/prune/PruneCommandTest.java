package io.nerest.cli.prune;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerest.cli.Detect;
import io.nerest.commandline.ExitCode;
import io.nerest.detector.architecture.InitialWeights;
import io.nerest.detector.architecture.TinyArchitecture;
import io.nerest.detector.model.TrainedNetwork;
import io.nerest.detector.weights.SafetensorsFile;
import io.nerest.detector.weights.Weights;
import io.nerest.detector.weights.WeightsMetadata;
import io.nerest.training.run.RectangleDataset;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PruneCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @Test
    void theSmallerNetworkIsWrittenMeasuredAndFineTunedWithItsTeacher() throws Exception {
        Path data = RectangleDataset.write(folder.resolve("data"), 2);
        Path model = folder.resolve("whole.safetensors");
        SafetensorsFile.write(model, named(InitialWeights.of(TinyArchitecture.describe(1), 1)));

        assertThat(run("prune", "model=" + model, "ratio=0.5", "data=" + data, "imgsz=32"))
                .as(err.toString())
                .isEqualTo(ExitCode.OK);

        Path pruned = folder.resolve("whole-pruned.safetensors");
        assertThat(out.toString())
                .contains("parameters")
                .contains("GFLOPs at 32")
                .contains("mAP50-95")
                .contains("ms per image");
        assertThat(TrainedNetwork.read(pruned).description().parameters())
                .isLessThan(TrainedNetwork.read(model).description().parameters());
        Path architecture = folder.resolve("whole-pruned.yaml");
        assertThat(Files.readString(architecture)).contains("channels:", "model.0: [4]");

        // The weights are fine-tuned with the whole network as teacher, and the architecture file alone starts a
        // training.
        assertThat(run(
                        "train",
                        "model=" + pruned,
                        "distill=" + model,
                        "data=" + data,
                        "epochs=1",
                        "imgsz=32",
                        "batch=2",
                        "threads=1",
                        "workers=0",
                        "plots=false",
                        "project=" + folder,
                        "name=tuned"))
                .as(err.toString())
                .isEqualTo(ExitCode.OK);
        assertThat(out.toString())
                .contains("model: tiny-pruned,")
                .contains("distillation: the network imitates tiny,")
                .contains("parameter groups: ");
        assertThat(run(
                        "train",
                        "model=" + architecture,
                        "data=" + data,
                        "epochs=1",
                        "imgsz=32",
                        "batch=2",
                        "threads=1",
                        "workers=0",
                        "plots=false",
                        "project=" + folder,
                        "name=fresh"))
                .as(err.toString())
                .isEqualTo(ExitCode.OK);
    }

    @Test
    void aRatioOutOfRangeWritesNothing() throws Exception {
        Path model = folder.resolve("whole.safetensors");
        SafetensorsFile.write(model, InitialWeights.of(TinyArchitecture.describe(1), 1));

        assertThat(run("prune", "model=" + model, "ratio=1")).isEqualTo(ExitCode.INVALID_INPUT);

        assertThat(err.toString()).contains("ratio=1.0: must be above 0 and at most 0.9");
        assertThat(folder.resolve("whole-pruned.safetensors")).doesNotExist();
    }

    private static Weights named(Weights weights) {
        Map<String, String> metadata = new HashMap<>(weights.metadata());
        metadata.put(WeightsMetadata.NAMES, WeightsMetadata.encodeNames(List.of("rectangle")));
        return new Weights(weights.tensors().values(), metadata);
    }

    private int run(String... args) {
        return Detect.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
    }
}
