package io.nerest.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerest.formats.model.AnnotationSet;
import io.nerest.formats.model.FormatException;
import io.nerest.formats.model.FormatLimits;
import io.nerest.formats.model.ImportReport;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class HostileAnnotationsTest {
    private static final FormatLimits FEW = new FormatLimits(100, 1000, 500, 50_000_000);

    @TempDir
    Path folder;

    @BeforeEach
    void writeImage() throws IOException {
        Files.createDirectories(folder.resolve("images"));
        ImageIO.write(
                new BufferedImage(100, 50, BufferedImage.TYPE_BYTE_GRAY),
                "png",
                folder.resolve("images/a.png").toFile());
    }

    /** A file that is rejected as a whole, and a part of the message. */
    record Broken(AnnotationFormat format, String file, String content, String message) {}

    static List<Broken> broken() {
        String deep = "[".repeat(100_000);
        return List.of(
                new Broken(AnnotationFormat.COCO, "a.json", "{\"images\": [", "broken JSON"),
                new Broken(AnnotationFormat.COCO, "a.json", "{\"images\": " + deep, "a.json"),
                new Broken(AnnotationFormat.COCO, "a.json", "{\"images\": [], \"annotations\": []}", "categories"),
                new Broken(AnnotationFormat.COCO, "a.json", "[]", "object"),
                new Broken(AnnotationFormat.LABEL_STUDIO, "a.json", deep, "nested too deeply"),
                new Broken(AnnotationFormat.LABEL_STUDIO, "a.json", "{}", "array of tasks"),
                new Broken(
                        AnnotationFormat.LABEL_STUDIO,
                        "a.json",
                        "[{\"data\": {\"image\": \"" + "x".repeat(1_100_000) + "\"}}]",
                        "too long"),
                new Broken(
                        AnnotationFormat.LABEL_STUDIO,
                        "a.json",
                        "[{\"data\": [" + "1,".repeat(600_000) + "1]}]",
                        "more than 500,000 values"),
                new Broken(AnnotationFormat.MEGADETECTOR, "a.json", "{\"images\": []}", "detection_categories"),
                new Broken(AnnotationFormat.FIFTYONE, "labels.json", "{\"classes\": []}", "labels"),
                new Broken(AnnotationFormat.VIAME, "a.csv", "1,a.png\n", "columns"),
                new Broken(AnnotationFormat.VIAME, "a.csv", "1,\"a.png,0,1,1,2,2,1,0,fish,1\n", "a.csv"),
                new Broken(
                        AnnotationFormat.CVAT,
                        "a.xml",
                        "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><annotations>&x;</annotations>",
                        "document types"),
                new Broken(
                        AnnotationFormat.CVAT,
                        "a.xml",
                        "<annotations>" + "<a>".repeat(1000) + "</annotations>",
                        "nested too deeply"),
                new Broken(
                        AnnotationFormat.CVAT,
                        "a.xml",
                        "<annotations><image name=\"a\"></annotations>",
                        "not valid XML"),
                new Broken(AnnotationFormat.CVAT, "a.xml", "<annotations><track/></annotations>", "tracks"),
                new Broken(AnnotationFormat.CVAT, "a.xml", "<html/>", "CVAT"),
                new Broken(AnnotationFormat.YOLO, "data.yaml", "names: [fish]\ntrain: nowhere\n", "nowhere"),
                new Broken(AnnotationFormat.YOLO, "data.yaml", "names: !!java.io.File [x]\n", "data.yaml"),
                new Broken(AnnotationFormat.YOLO, "data.yaml", "a: &a [x]\nb: [*a, *a", "data.yaml"));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void aBrokenFileIsRejectedWithItsNameAndReason(Broken broken) throws IOException {
        Path file = Files.writeString(folder.resolve(broken.file()), broken.content());

        assertThatThrownBy(() -> read(broken.format(), file, new ImportReport()))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining(broken.file())
                .hasMessageContaining(broken.message());
    }

    /** A file with one unusable image, and a part of the reason. */
    record Unusable(AnnotationFormat format, Map<String, String> files, String source, String reason) {}

    static List<Unusable> unusable() {
        return List.of(
                coco("[{\"id\":1,\"file_name\":\"a.png\",\"width\":100,\"height\":50}]", "[NaN,0,1,1]", "not a number"),
                coco("[{\"id\":1,\"file_name\":\"a.png\",\"width\":100,\"height\":50}]", "[1,0,1]", "four numbers"),
                coco("[{\"id\":1,\"file_name\":\"a.png\",\"width\":100,\"height\":50}]", "[1,0,-5,1]", "negative"),
                coco(
                        "[{\"id\":1,\"file_name\":\"../../etc/a.png\",\"width\":9,\"height\":9}]",
                        "[1,0,5,1]",
                        "leads out"),
                coco("[{\"id\":1,\"file_name\":\"/etc/a.png\",\"width\":9,\"height\":9}]", "[1,0,5,1]", "leads out"),
                coco("[{\"id\":1,\"file_name\":\"missing.png\"}]", "[1,0,5,1]", "size in pixels"),
                coco("[{\"id\":7,\"file_name\":\"a.png\"}]", "[1,0,5,1]", "which has no image"),
                viame("1,a.png,0,1,1,nan,2,1,0,fish,1", "not a number"),
                viame("1,a.png,0,1,1,20,20,7,0,fish,7", "must lie in [0, 1]"),
                viame("1,a.png,0,1,1,20,20,1,0", "no class"),
                yolo("0 0.5 0.5 nan 0.1", "not a number"),
                yolo("0 0.5 0.5 0.1", "has 4 numbers"),
                yolo("5 0.5 0.5 0.1 0.1", "there are 1 classes"),
                yolo("0 x 0.5 0.1 0.1", "not a number"),
                yolo("0 0.5 0.5 -0.1 0.1", "negative"));
    }

    private static Unusable coco(String images, String bbox, String reason) {
        return new Unusable(
                AnnotationFormat.COCO,
                Map.of(
                        "a.json",
                        "{\"images\":" + images + ",\"categories\":[{\"id\":3,\"name\":\"fish\"}],"
                                + "\"annotations\":[{\"id\":1,\"image_id\":1,\"category_id\":3,\"bbox\":" + bbox
                                + "}]}"),
                "a.json",
                reason);
    }

    private static Unusable viame(String row, String reason) {
        return new Unusable(AnnotationFormat.VIAME, Map.of("a.csv", row + "\n"), "a.csv", reason);
    }

    private static Unusable yolo(String line, String reason) {
        return new Unusable(
                AnnotationFormat.YOLO,
                Map.of("data.yaml", "train: images\nnames: [fish]\n", "labels/a.txt", line + "\n"),
                "data.yaml",
                reason);
    }

    @ParameterizedTest
    @MethodSource("unusable")
    void anImageWithAnUnusableBoxIsRejectedWithTheReason(Unusable unusable) throws IOException {
        for (Map.Entry<String, String> file : unusable.files().entrySet()) {
            Files.createDirectories(folder.resolve(file.getKey()).getParent());
            Files.writeString(folder.resolve(file.getKey()), file.getValue());
        }
        ImportReport report = new ImportReport();

        AnnotationSet set = read(unusable.format(), folder.resolve(unusable.source()), report);

        assertThat(set.boxes()).isZero();
        assertThat(report.rejected()).isEqualTo(1);
        assertThat(report.text()).contains(unusable.reason());
    }

    @Test
    void moreBoxesThanTheLimitEndTheImport() throws IOException {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 1001; i++) {
            rows.append(i).append(",img").append(i % 50).append(".png,0,1,1,2,2,1,0,fish,1\n");
        }
        Path file = Files.writeString(folder.resolve("a.csv"), rows);

        assertThatThrownBy(() -> read(AnnotationFormat.VIAME, file, new ImportReport()))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("more than 1,000 boxes");
    }

    @Test
    void moreBoxesOfOneImageThanTheLimitEndTheImport() throws IOException {
        Files.createDirectories(folder.resolve("labels"));
        Files.writeString(folder.resolve("labels/a.txt"), "0 0.5 0.5 0.1 0.1\n".repeat(501));
        Path file = Files.writeString(folder.resolve("data.yaml"), "train: images\nnames: [fish]\n");

        assertThatThrownBy(() -> read(AnnotationFormat.YOLO, file, new ImportReport()))
                .hasMessageContaining("more than 500 boxes in one image");
    }

    @Test
    void aRejectedImageNeverSharesItsNameWithAnother() throws IOException {
        Path file = Files.writeString(
                folder.resolve("a.json"),
                "{\"images\":[{\"id\":1,\"file_name\":\"a.png\"},{\"id\":2,\"file_name\":\"a.png\"}],"
                        + "\"categories\":[{\"id\":3,\"name\":\"fish\"}],\"annotations\":[]}");
        ImportReport report = new ImportReport();

        assertThat(read(AnnotationFormat.COCO, file, report).images()).hasSize(1);
        assertThat(report.text()).contains("occurs twice");
    }

    @Test
    void boxesBeyondTheImageAreClippedAndBoxesWithoutAreaAreLeftOut() throws IOException {
        Files.createDirectories(folder.resolve("labels"));
        Files.writeString(folder.resolve("labels/a.txt"), "0 0.95 0.5 0.2 0.2\n0 0.5 0.5 0 0.2\n0 0.5 0.5 0.2 0.2\n");
        Path file = Files.writeString(folder.resolve("data.yaml"), "train: images\nnames: [fish]\n");
        ImportReport report = new ImportReport();

        AnnotationSet set = read(AnnotationFormat.YOLO, file, report);

        assertThat(set.boxes()).isEqualTo(2);
        assertThat(set.images().get(0).boxes().get(0).right()).isEqualTo(1);
        assertThat(report.repaired()).isEqualTo(2);
        assertThat(report.rejected()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void byteOrderMarksAndUtf16AreReadAndOtherEncodingsRejected(AnnotationFormat format) throws IOException {
        AnnotationSet set = DrawnDataSets.draw(7, folder.resolve("drawn"));
        Path written = folder.resolve("written");
        DataSetFolder.write(set, format, written, DataSetFolder.Images.LINK);
        List<Path> texts;
        try (var files = Files.walk(written)) {
            texts = files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().matches(".*\\.(json|csv|xml|txt)"))
                    .toList();
        }
        for (Charset charset : List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE)) {
            for (Path file : texts) {
                String text = Files.readString(file);
                if (file.toString().endsWith(".xml")) {
                    text = text.replace(
                            "encoding=\"UTF-8\"",
                            "encoding=\"UTF-" + (charset.name().endsWith("8") ? "8" : "16") + "\"");
                }
                Files.write(file, ("\ufeff" + text).getBytes(charset));
            }
            ImportReport report = new ImportReport();
            EqualDataSets.assertEqual(format + " in " + charset, read(format, written, report), set);
            assertThat(report.rejected()).as(report.text()).isZero();
            for (Path file : texts) {
                byte[] bytes = Files.readAllBytes(file);
                String text = new String(bytes, charset).substring(1);
                Files.writeString(file, text.replace("encoding=\"UTF-16\"", "encoding=\"UTF-8\""));
            }
        }
    }

    private static AnnotationSet read(AnnotationFormat format, Path source, ImportReport report) throws IOException {
        return format.read(source, List.of(), FEW, report);
    }
}
