package io.nerest.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.nerest.detector.architecture.Architectures;
import io.nerest.detector.architecture.InitialWeights;
import io.nerest.detector.image.TestImages;
import io.nerest.detector.weights.SafetensorsFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class BenchCommandTest {
    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();

    @Test
    void theReportCoversEnginesThreadsBatchesFilesTrainingAndMemory() throws IOException {
        // Given
        Path model = folder.resolve("model.safetensors");
        SafetensorsFile.write(model, InitialWeights.of(Architectures.describe("yolov8n", 1), 0));
        Path images = Files.createDirectories(folder.resolve("images"));
        Path labels = Files.createDirectories(folder.resolve("labels"));
        for (String name : List.of("a", "b")) {
            Files.write(images.resolve(name + ".jpg"), TestImages.jpeg(64, 48, 1));
            Files.writeString(labels.resolve(name + ".txt"), "0 0.5 0.5 0.5 0.5\n");
        }
        Path data = Files.writeString(folder.resolve("data.yaml"), "train: images\nval: images\nnames: [thing]\n");
        Path json = folder.resolve("bench.json");

        // When
        int code = new CommandLine(new BenchCommand())
                .setOut(new PrintWriter(out, true))
                .execute(
                        "--model=" + model,
                        "--imgsz=64",
                        "--engine=torchscript-fp32,onnx-fp32",
                        "--threads=1",
                        "--batch=1,2",
                        "--seconds=0.01",
                        "--source=" + images,
                        "--data=" + data,
                        "--train_imgsz=64",
                        "--train_batch=2",
                        "--json=" + json);

        // Then
        assertThat(code).isZero();
        JsonNode report = new JsonMapper().readTree(json.toFile());
        assertThat(report.get("network").asText()).isEqualTo("yolov8n");
        assertThat(report.get("networkAlone").findValuesAsText("engine"))
                .containsExactly("torchscript-fp32", "torchscript-fp32", "onnx-fp32", "onnx-fp32");
        assertThat(report.get("networkAlone").findValuesAsText("batch")).containsExactly("1", "2", "1", "2");
        for (JsonNode speed : report.get("networkAlone")) {
            assertThat(speed.get("threads").asInt()).isEqualTo(1);
            assertThat(speed.get("batchMs").asDouble())
                    .isPositive()
                    .isBetween(
                            speed.get("bestMs").asDouble(), speed.get("p90Ms").asDouble());
        }
        assertThat(report.get("files"))
                .isNotEmpty()
                .allSatisfy(speed ->
                        assertThat(speed.get("imagesPerSecond").asDouble()).isPositive());
        assertThat(report.get("training").get("imagesPerSecond").asDouble()).isPositive();
        assertThat(report.get("peakMemoryMb").asDouble()).isGreaterThan(10);
        assertThat(report.has("gpuMemoryMb")).as("memory of a GPU, on a CPU").isFalse();
        assertThat(out.toString()).contains("torchscript-fp32", "files to boxes", "training at 64", "peak memory");
    }
}
