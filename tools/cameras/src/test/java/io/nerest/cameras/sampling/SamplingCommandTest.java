package io.nerest.cameras.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerest.cameras.Cameras;
import io.nerest.detector.image.DecodedImage;
import io.nerest.detector.image.ImageEncoder;
import io.nerest.vision.box.Box;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SamplingCommandTest {
    @TempDir
    Path folder;

    private static FrameWithFish frame(int index, Box... fish) {
        return new FrameWithFish(Path.of(index + ".jpg"), index / 10.0, List.of(fish));
    }

    @Test
    void boxesThatMoveAreOneFishAndBoxesFarApartAreTwo() {
        List<FrameWithFish> stream = IntStream.range(0, 10)
                .mapToObj(i -> frame(i, new Box(10 * i, 0, 10 * i + 30, 10), new Box(500, 10 * i, 530, 10 * i + 10)))
                .toList();

        FishPassages passages = FishPassages.of(stream);

        assertThat(passages.frames()).hasSize(2);
        assertThat(passages.missedBy(List.of(3))).isZero();
        assertThat(passages.missedBy(List.of())).isEqualTo(2);
    }

    @Test
    void aFishThatReturnsAfterAWhileIsAnotherFish() {
        Box fish = new Box(0, 0, 30, 10);

        FishPassages passages = FishPassages.of(IntStream.range(0, 30)
                .mapToObj(i -> i < 3 || i > 20 ? frame(i, fish) : frame(i))
                .toList());

        assertThat(passages.frames()).hasSize(2);
    }

    @Test
    void aFishAfterAGapInTheNumbersOfTheFramesIsAnotherFish() {
        Box fish = new Box(0, 0, 30, 10);
        List<FrameWithFish> stream = IntStream.range(0, 10)
                .mapToObj(i -> new FrameWithFish(Path.of(i + ".jpg"), i < 5 ? i / 5.0 : 60 + i / 5.0, List.of(fish)))
                .toList();

        assertThat(FishPassages.of(stream).frames()).hasSize(2);
    }

    /** Water in which a fish is visible in frames 60 to 67 of 120, at ten frames a second. */
    private void writeDataSet() throws IOException {
        for (String split : List.of("train", "val")) {
            Files.createDirectories(folder.resolve("images").resolve(split));
            Files.createDirectories(folder.resolve("labels").resolve(split));
        }
        Files.writeString(
                folder.resolve("data.yaml"), "path: .\ntrain: images/train\nval: images/val\nnames:\n  0: fish\n");
        for (int i = 0; i < 120; i++) {
            String split = i < 100 ? "train" : "val";
            boolean fish = i >= 60 && i < 68;
            try (DecodedImage image = DecodedImage.filled(320, 180, 90);
                    Rect body = new Rect(100 + i, 80, 40, 20);
                    Scalar colour = Scalar.all(220)) {
                if (fish) {
                    opencv_imgproc.rectangle(
                            image.mat(), body, colour, opencv_imgproc.FILLED, opencv_imgproc.LINE_8, 0);
                }
                String name = "weir_f%05d".formatted(i);
                ImageEncoder.write(
                        image, folder.resolve("images").resolve(split).resolve(name + ".jpg"));
                Files.writeString(
                        folder.resolve("labels").resolve(split).resolve(name + ".txt"),
                        fish ? "0 %s 0.5 0.125 0.111\n".formatted((120.0 + i) / 320) : "");
            }
        }
    }

    @Test
    void theReportCountsWhatEachRuleMissesAndSaves() throws Exception {
        writeDataSet();
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();

        int exit = Cameras.run(
                new PrintWriter(out),
                new PrintWriter(err),
                "sampling",
                folder.resolve("data.yaml").toString(),
                "--rule",
                "every:1",
                "--rule",
                "rate:0.1",
                "--rule",
                "motion:rate=5,idle=60");

        assertThat(exit).as(err.toString()).isZero();
        assertThat(out.toString()).contains("120 frames of 1 streams", "1 fish, 8 boxes");
        assertThat(line(out, "every:1")).endsWith(" 120     0.0%        1        0        8");
        assertThat(line(out, "rate:0.1")).endsWith("   2    98.3%        1        1        0");
        assertThat(line(out, "motion:")).contains("        1        0        ").doesNotEndWith(" 0");
    }

    @Test
    void numbersInTheNamesAreTimes() throws Exception {
        writeDataSet();
        for (int i = 20; i < 40; i++) {
            Files.delete(folder.resolve("images/train/weir_f%05d.jpg".formatted(i)));
            Files.delete(folder.resolve("labels/train/weir_f%05d.txt".formatted(i)));
        }

        // Frame 100 is at ten seconds; counted as consecutive, no frame is.
        assertThat(takenByRate("--numbered")).contains("       2    98.0%");
        assertThat(takenByRate("--fps=10")).contains("       1    99.0%");
    }

    private String takenByRate(String option) {
        StringWriter out = new StringWriter();
        Cameras.run(
                new PrintWriter(out),
                new PrintWriter(new StringWriter()),
                "sampling",
                folder.resolve("data.yaml").toString(),
                option,
                "--rule",
                "rate:0.1");
        return line(out, "rate:0.1");
    }

    private static String line(StringWriter out, String rule) {
        return out.toString()
                .lines()
                .filter(line -> line.startsWith(rule))
                .findFirst()
                .orElse("");
    }

    @Test
    void anInvalidRuleIsAnInvalidArgument() {
        StringWriter err = new StringWriter();

        int exit = Cameras.run(
                new PrintWriter(new StringWriter()),
                new PrintWriter(err),
                "sampling",
                "data.yaml",
                "--rule",
                "often:1");

        assertThat(exit).isEqualTo(2);
        assertThat(err.toString()).contains("not a sampling rule");
    }
}
