package io.nerest.experiments.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nerest.detector.architecture.Architectures;
import io.nerest.detector.architecture.InitialWeights;
import io.nerest.detector.architecture.NetworkDescription;
import io.nerest.detector.weights.SafetensorsFile;
import io.nerest.detector.weights.WeightTensor;
import io.nerest.detector.weights.Weights;
import io.nerest.experiments.Experiments;
import io.nerest.experiments.data.RenderedStreams;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareCommandTest {
    private static final Path BASE = Path.of("../../trainer-service/base/nerest-base-n.safetensors");

    @TempDir
    private static Path folder;

    private static Path data;
    private static Path run;
    private static Path weakened;

    private record Ran(int exitCode, String out, String err) {}

    @BeforeAll
    static void renderAndTrain() throws IOException, InterruptedException {
        new RenderedStreams(1, 4, 6, 0, 3, 320).in(folder.resolve("data"));
        data = folder.resolve("data/data.yaml");
        run = folder.resolve("run");
        Files.createDirectories(run.resolve("weights"));
        Files.copy(BASE, run.resolve("weights/best.safetensors"));
        Files.writeString(run.resolve("args.yaml"), "data: '%s'%nimgsz: 320%n".formatted(data));
        Files.writeString(
                run.resolve("results.csv"), "epoch,metrics/mAP50(B),train/box_loss\n1,0.2,3\n2,0.4,2\n3,0.5,1.5\n");
        weakened = folder.resolve("weakened.safetensors");
        SafetensorsFile.write(weakened, withoutFirstLevel(SafetensorsFile.read(BASE)));
    }

    @Test
    void twoModelsAreCompared() throws IOException {
        Path out = folder.resolve("out");

        Ran ran = compare(run.toString(), weakened.toString(), "--imgsz=320", "--draws=60", "--out=" + out);

        assertThat(ran.exitCode).as(ran.err).isZero();
        JsonNode json = new ObjectMapper().readTree(out.resolve("compare.json").toFile());
        JsonNode map50 = json.get("differences").get(0);
        assertThat(map50.get("metric").asText()).isEqualTo("mAP50");
        assertThat(map50.get("a").asDouble())
                .isGreaterThan(.2)
                .isGreaterThan(map50.get("b").asDouble());
        assertThat(map50.get("difference").asDouble())
                .isCloseTo(map50.get("b").asDouble() - map50.get("a").asDouble(), within(1e-12))
                .isBetween(map50.get("low").asDouble(), map50.get("high").asDouble());
        assertThat(json.get("data").get("images").asInt()).isEqualTo(6);
        assertThat(ran.out)
                .contains(String.format(Locale.ROOT, "%.3f", map50.get("a").asDouble()))
                .contains("report.html");
        assertThat(disagreements(json)).isNotEmpty().isSortedAccordingTo((a, b) -> Double.compare(b, a));
        assertThat(ImageIO.read(out.resolve("curves.png").toFile()).getWidth()).isEqualTo(2560);
        assertThat(out.resolve("training.png")).exists();
        String page = Files.readString(out.resolve("report.html"));
        assertThat(page)
                .contains("data:image/jpeg;base64,")
                .contains("B - A")
                .doesNotContain("http:", "https:", "{values");
    }

    @Test
    void measurementsEqualThoseOfDetectValAndRepeat() throws IOException {
        Path out = folder.resolve("self");

        compare(run.toString(), run.toString(), "--draws=20", "--images=0", "--out=" + out);

        JsonNode json = new ObjectMapper().readTree(out.resolve("compare.json").toFile());
        for (JsonNode difference : json.get("differences")) {
            assertThat(difference.get("difference").asDouble()).isZero();
            assertThat(difference.get("low").asDouble()).isZero();
        }
        JsonNode all = json.get("perStream").get(0);
        assertThat(json.get("differences").get(0).get("a").asDouble())
                .isCloseTo(all.get("a").get("map50").asDouble(), within(1e-9));
        assertThat(json.get("disagreements")).isEmpty();
    }

    @Test
    void measurementsAreWrittenEvenIfAPlotCannotBeDrawn() throws IOException {
        Path out = folder.resolve("undrawn");
        Path inTheWay = out.resolve("curves.png");
        Files.createDirectories(inTheWay.resolve("not empty"));

        Ran ran = compare(run.toString(), run.toString(), "--draws=20", "--images=0", "--out=" + out);

        assertThat(ran.exitCode).isEqualTo(3);
        assertThat(ran.err.lines()).singleElement().asString().contains(inTheWay + " could not be drawn: ");
        assertThat(out.resolve("compare.json")).exists();
        assertThat(out.resolve("training.png")).exists();
        assertThat(out.resolve("report.html")).exists();
        assertThat(ran.out).contains("mAP50");
    }

    @Test
    void incomparableModelsAreRefusedWithAReason() throws IOException {
        Path two = folder.resolve("two.safetensors");
        NetworkDescription network = Architectures.describe("yolov8n", 2);
        SafetensorsFile.write(two, InitialWeights.of(network, 1));
        Path empty = Files.createDirectories(folder.resolve("empty"));

        assertRefused("no.pt does not exist", "no.pt", weakened.toString());
        assertRefused("is not the folder of a training run", empty.toString(), weakened.toString());
        assertRefused("name the test set by --data", weakened.toString(), weakened.toString());
        assertRefused("have different classes", run.toString(), two.toString(), "--imgsz=64");
        assertRefused("neither safetensors", data.toString(), run.toString());
        assertRefused("there is no data set at", run.toString(), weakened.toString(), "--data=nowhere");
        assertRefused(
                "--draws=0: must be a whole number from 1 to 1000000",
                run.toString(),
                weakened.toString(),
                "--draws=0");
    }

    private static void assertRefused(String message, String... arguments) {
        Ran ran = compare(arguments);
        assertThat(ran.exitCode).as(ran.err).isEqualTo(2);
        assertThat(ran.err).contains(message);
    }

    private static Ran compare(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] line = new String[arguments.length + 1];
        line[0] = "compare";
        System.arraycopy(arguments, 0, line, 1, arguments.length);
        int exitCode = Experiments.run(new PrintWriter(out, true), new PrintWriter(err, true), line);
        return new Ran(exitCode, out.toString(), err.toString());
    }

    private static List<Double> disagreements(JsonNode json) {
        return json.get("disagreements").findValues("disagreement").stream()
                .map(JsonNode::asDouble)
                .toList();
    }

    /** The same model, blind to what its first level finds: small fish. */
    private static Weights withoutFirstLevel(Weights weights) {
        List<WeightTensor> tensors = weights.tensors().values().stream()
                .map(tensor -> tensor.name().matches("model\\.\\d+\\.cv3\\.0\\.2\\.bias") ? blind(tensor) : tensor)
                .toList();
        return new Weights(tensors, weights.metadata());
    }

    private static WeightTensor blind(WeightTensor bias) {
        float[] values = bias.toFloats();
        Arrays.fill(values, -30);
        return WeightTensor.ofFloats(bias.name(), bias.shape(), values);
    }
}
