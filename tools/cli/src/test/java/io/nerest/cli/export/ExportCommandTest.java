package io.nerest.cli.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerest.cli.info.InfoCommand;
import io.nerest.detector.architecture.Architectures;
import io.nerest.detector.architecture.InitialWeights;
import io.nerest.detector.model.TrainedNetwork;
import io.nerest.detector.tensor.TensorType;
import io.nerest.detector.weights.SafetensorsFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class ExportCommandTest {

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @CsvSource({"yolov8n, 2", "yolov5nu, 3"})
    void weightsThatPassThroughEveryFormatStayTheSame(String name, int classes) throws IOException {
        // Given
        Path start = folder.resolve("start.safetensors");
        SafetensorsFile.write(start, InitialWeights.of(Architectures.describe(name, classes), 3));

        // When
        int toTorch = export("--model", start.toString(), "--format", "pt");
        int back = export(
                "--model",
                folder.resolve("start.pt").toString(),
                "--format",
                "safetensors",
                "--out",
                folder.resolve("back.safetensors").toString());

        // Then
        assertThat(toTorch).isZero();
        assertThat(back).isZero();
        TrainedNetwork before = TrainedNetwork.read(start);
        TrainedNetwork after = TrainedNetwork.read(folder.resolve("back.safetensors"));
        assertThat(after.description().name()).isEqualTo(name);
        before.weights().tensors().forEach((tensor, numbers) -> {
            assertThat(after.weights().tensors().get(tensor).data()).as(tensor).isEqualTo(numbers.data());
        });
    }

    @Test
    void aTorchscriptExportIsDistinguishedFromACheckpoint() throws IOException {
        // Given
        Path start = folder.resolve("start.safetensors");
        SafetensorsFile.write(start, InitialWeights.of(Architectures.describe("yolov8n", 1), 3));
        export("--model", start.toString(), "--format", "torchscript");

        // When
        ThrowingCallable reading = () -> TrainedNetwork.read(folder.resolve("start.torchscript"));

        // Then
        assertThatThrownBy(reading).hasMessageContaining("is a TorchScript module, which contains code");
    }

    @Test
    void anExportMayNameTheSizeOfImagesThatCommandsUse() throws IOException {
        Path start = folder.resolve("start.safetensors");
        SafetensorsFile.write(start, InitialWeights.of(Architectures.describe("yolov8n", 1), 3));
        Path smaller = folder.resolve("smaller.safetensors");

        int code = export(
                "--model", start.toString(), "--format", "safetensors", "--imgsz", "320", "--out", smaller.toString());

        assertThat(code).isZero();
        assertThat(TrainedNetwork.read(smaller).imgsz()).isEqualTo(320);
        assertThat(TrainedNetwork.read(start).imgsz()).isNotEqualTo(320);
    }

    @Test
    void halfExportsHaveFp16InTheirName() throws IOException {
        // Given
        Path start = folder.resolve("start.safetensors");
        SafetensorsFile.write(start, InitialWeights.of(Architectures.describe("yolov8n", 1), 3));

        // When
        int code = export("--model", start.toString(), "--format", "safetensors", "--half", "true");

        // Then
        assertThat(code).isZero();
        assertThat(SafetensorsFile.read(folder.resolve("start_fp16.safetensors"))
                        .tensor("model.0.conv.weight")
                        .orElseThrow()
                        .type())
                .isEqualTo(TensorType.F16);
        assertThat(out.toString()).contains("start_fp16.safetensors: safetensors fp16");
    }

    @ParameterizedTest
    @CsvSource({
        "--int8=true, int8=true needs data=",
        "--int8=true --data=x --format=pt, int8=true requires format=onnx",
        "--nms=true --format=torchscript, nms=true requires format=onnx"
    })
    void argumentsThatMakeNoSenseTogetherAreRefused(String arguments, String reason) {
        int code = export(("--model=absent.pt " + arguments).split(" "));

        assertThat(code).isEqualTo(2);
        assertThat(err.toString()).contains(reason);
    }

    @Test
    void infoPrintsTheNetworkOfAFile() throws IOException {
        // Given
        Path start = folder.resolve("start.safetensors");
        SafetensorsFile.write(start, InitialWeights.of(Architectures.describe("yolov5nu", 80), 3));

        // When
        int code = new CommandLine(new InfoCommand())
                .setOut(new PrintWriter(out, true))
                .execute("--model", start.toString());

        // Then
        assertThat(code).isZero();
        assertThat(out.toString()).contains("yolov5nu").contains("classes       80");
    }

    private int export(String... arguments) {
        return new CommandLine(new ExportCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
