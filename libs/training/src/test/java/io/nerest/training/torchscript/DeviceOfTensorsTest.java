package io.nerest.training.torchscript;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerest.detector.architecture.Architectures;
import io.nerest.detector.architecture.InitialWeights;
import io.nerest.detector.architecture.NetworkDescription;
import io.nerest.detector.torchscript.ServingModule;
import io.nerest.detector.torchscript.ServingOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The source that runs on a GPU is the same as on a CPU, so it must take the device of what it makes from what it is given. */
class DeviceOfTensorsTest {
    private static final NetworkDescription NETWORK = Architectures.describe("yolov8n", 2);
    private static final Pattern MAKES_A_TENSOR =
            Pattern.compile("torch\\.(zeros|ones|full|empty|arange|linspace|eye|tensor|rand|randn)\\(");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatTrainingMakesLiesOnTheDeviceOfWhatItIsGiven(boolean bf16) throws IOException {
        Path file = folder.resolve("training.pt");
        TrainingModule.write(
                file,
                NETWORK,
                new StateLayout(NETWORK, 0),
                new TrainingModuleOptions(bf16, 7.5, 0.5, 1.5, false, Distillation.student(1)));

        assertThat(makers(file)).hasSizeGreaterThan(5).allMatch(line -> line.contains("device=ops.prim.device("));
    }

    @Test
    void servingCreatesTensorsOnTheDeviceOfItsInput() throws IOException {
        Path file = folder.resolve("serving.pt");
        ServingModule.write(file, NETWORK, InitialWeights.of(NETWORK, 0), ServingOptions.BFLOAT16);

        assertThat(makers(file)).hasSizeGreaterThan(2).allMatch(line -> line.contains("device=ops.prim.device("));
        assertThat(source(file)).as("operations that CPUs alone have").doesNotContain("mkldnn");
    }

    private static List<String> makers(Path module) throws IOException {
        return source(module)
                .lines()
                .filter(line -> MAKES_A_TENSOR.matcher(line).find())
                .toList();
    }

    private static String source(Path module) throws IOException {
        try (ZipFile zip = new ZipFile(module.toFile());
                var code = zip.getInputStream(zip.getEntry("module/code/__torch__.py"))) {
            return new String(code.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
