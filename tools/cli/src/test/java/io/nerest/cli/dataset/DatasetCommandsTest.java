package io.nerest.cli.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerest.commandline.ExitCode;
import io.nerest.formats.AnnotationFormat;
import io.nerest.formats.model.AnnotationSet;
import io.nerest.formats.model.FormatLimits;
import io.nerest.formats.model.ImportReport;
import io.nerest.formats.model.Split;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatasetCommandsTest {
    private static final int STREAMS = 4;
    private static final int FRAMES = 5;

    @TempDir
    private Path folder;

    private Path set = Path.of("");
    private StringWriter out = new StringWriter();
    private StringWriter err = new StringWriter();

    /** Twenty frames of four cameras; every second one holds a chum and a rock. */
    @BeforeEach
    void writeDataSet() throws IOException {
        set = Files.createDirectories(folder.resolve("set"));
        Files.createDirectories(set.resolve("images"));
        Files.createDirectories(set.resolve("labels"));
        for (int s = 0; s < STREAMS; s++) {
            for (int i = 0; i < FRAMES; i++) {
                String name = "cam%d_20260801_12%02d00".formatted(s, i);
                ImageIO.write(
                        new BufferedImage(64, 48, BufferedImage.TYPE_BYTE_GRAY),
                        "png",
                        set.resolve("images/" + name + ".png").toFile());
                Files.writeString(
                        set.resolve("labels/" + name + ".txt"),
                        i % 2 == 0 ? "" : "0 0.5 0.5 0.25 0.25\n1 0.25 0.25 0.125 0.125\n");
            }
        }
        Files.writeString(set.resolve("data.yaml"), "train: images\nnames: [chum, rock]\n");
    }

    @Test
    void convertWritesTheFormatWithMappedClassesAndPrintsStatistics() throws IOException {
        Path target = folder.resolve("coco");

        assertThat(run("convert", set.toString(), "--to=coco", "--map=chum=fish", "--ignore=rock", "--out=" + target))
                .as(err.toString())
                .isEqualTo(ExitCode.OK);

        AnnotationSet read = read(AnnotationFormat.COCO, target);
        assertThat(read.classNames()).containsExactly("fish");
        assertThat(read.images()).hasSize(20);
        assertThat(read.boxes()).isEqualTo(8);
        assertThat(out.toString()).contains("60.0%").contains("fish");
    }

    @Test
    void aDryRunWritesNothing() {
        Path target = folder.resolve("voc");

        assertThat(run("convert", set.toString(), "--to=voc", "--dry-run", "--out=" + target))
                .isEqualTo(ExitCode.OK);

        assertThat(target).doesNotExist();
        assertThat(out.toString()).contains("Dry run: would write 20 images, 16 boxes");
    }

    @Test
    void oneRejectedImageEndsAnImportUnlessItIsSkipped() throws IOException {
        Files.writeString(set.resolve("labels/cam0_20260801_120000.txt"), "0 0.5 0.5 nan 0.1\n");
        Path target = folder.resolve("voc");

        assertThat(run("convert", set.toString(), "--to=voc", "--out=" + target))
                .isEqualTo(ExitCode.INVALID_INPUT);
        assertThat(target).doesNotExist();
        assertThat(err.toString()).contains("1 images or files were rejected, so nothing is written");
        assertThat(out.toString()).contains("not a number");

        assertThat(run("convert", set.toString(), "--to=voc", "--skip-rejected", "--out=" + target))
                .isEqualTo(ExitCode.OK);
        assertThat(read(AnnotationFormat.VOC, target).images()).hasSize(19);
    }

    @Test
    void splitKeepsCamerasTogetherAndWritesTestLists() throws IOException {
        Path target = folder.resolve("split");

        assertThat(run("split", set.toString(), "--val=0.25", "--test=0.25", "--out=" + target))
                .as(err.toString())
                .isEqualTo(ExitCode.OK);

        AnnotationSet read = read(AnnotationFormat.YOLO, target);
        assertThat(read.images(Split.VAL)).hasSize(5);
        assertThat(read.images(Split.TEST)).hasSize(5);
        assertThat(read.images(Split.TEST).stream()
                        .map(image -> image.name().substring(0, 4))
                        .distinct())
                .hasSize(1);
        assertThat(Files.readString(target.resolve("data.yaml"))).contains("test: test.txt");
    }

    @Test
    void statsAreByStreamDayAndHour() {
        assertThat(run("stats", set.toString(), "--time-zone=Asia/Sakhalin")).isEqualTo(ExitCode.OK);

        assertThat(out.toString())
                .containsPattern("cam3 +5 +60.0%")
                .containsPattern("2026-08-01 +20")
                .containsPattern("\n12 +20");
    }

    @Test
    void mergeKeepsImagesOfTheSameName() throws IOException {
        Path coco = folder.resolve("other");
        run("convert", set.toString(), "--to=coco", "--out=" + coco);
        Path target = folder.resolve("merged");

        assertThat(run("merge", set.toString(), coco.toString(), "--out=" + target))
                .as(err.toString())
                .isEqualTo(ExitCode.OK);

        assertThat(read(AnnotationFormat.YOLO, target).images()).hasSize(40);
    }

    @Test
    void checkReportsEveryFileAndExitsWithOne() throws IOException {
        Files.writeString(set.resolve("labels/cam0_20260801_120000.txt"), "7 0.5 0.5 0.1 0.1\n");
        Path json = folder.resolve("report.json");

        assertThat(run("check", set.toString(), "--json=" + json)).isEqualTo(ExitCode.FAILED);

        assertThat(Files.readString(json)).contains("there are 2 classes");
        assertThat(out.toString()).contains("19 images and 16 boxes accepted").contains("1 rejected");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "convert none --out=x | none does not exist",
                "convert SET --to=yaml --out=x | --to=yaml: must be one of yolo, coco, voc, cvat, label-studio",
                "convert SET --map=chumm=fish --out=OUT | class [chumm] is mapped or ignored",
                "convert SET --out=SET | is not empty",
                "split SET --val=1 --out=x | must be 0 or more, and below 1 together",
                "split SET --by=day --out=x | one of camera, time, random",
                "check OUT | does not exist"
            })
    void invalidArgumentsExitWithTwoAndOneLine(String arguments, String message) {
        String[] args = arguments
                .replace("SET", set.toString())
                .replace("OUT", folder.resolve("out").toString())
                .split(" ");
        assertThat(run(args)).isEqualTo(ExitCode.INVALID_INPUT);
        assertThat(err.toString()).contains(message);
    }

    private int run(String... args) {
        String[] all = new String[args.length + 1];
        all[0] = "dataset";
        System.arraycopy(args, 0, all, 1, args.length);
        out = new StringWriter();
        err = new StringWriter();
        return DatasetCommands.run(new PrintWriter(out, true), new PrintWriter(err, true), all);
    }

    private static AnnotationSet read(AnnotationFormat format, Path source) throws IOException {
        return format.read(source, List.of(), FormatLimits.DEFAULT, new ImportReport());
    }
}
