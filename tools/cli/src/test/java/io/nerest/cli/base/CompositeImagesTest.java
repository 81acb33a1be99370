package io.nerest.cli.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerest.vision.box.LabelledBox;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Composite images of drawn cameras. */
class CompositeImagesTest {
    private static final DrawnCamera GREY = new DrawnCamera("grey", 90, 90, 90);
    private static final DrawnCamera MAGENTA = new DrawnCamera("magenta", 230, 20, 230);

    @TempDir
    private Path folder;

    /** Half of the magenta camera's frames are training images, and all the same it judges the result. */
    @Test
    void noPixelOfAValidationCameraIsUsed() throws IOException {
        List<Path> grey = GREY.draw(folder, 12);
        List<Path> magenta = MAGENTA.draw(folder, 24);
        List<Path> train = new ArrayList<>(grey);
        train.addAll(magenta.subList(0, 12));
        AddedDataSet data = read(train, magenta.subList(12, 24));

        CompositeImages strict = images(data.clips(data.validationStreams()));
        CompositeImages careless = images(data.clips(Set.of()));

        assertThat(magentaPixels(strict, 40)).isZero();
        assertThat(magentaPixels(careless, 40)).isPositive();
    }

    @Test
    void aSeedGivesTheSameBytesEachTime() throws IOException {
        AddedDataSet data = read(GREY.draw(folder, 12), MAGENTA.draw(folder, 2));

        build(data, "first", 6, 5);
        build(data, "second", 6, 5);
        build(data, "third", 6, 6);

        for (int i = 0; i < 6; i++) {
            String image = "images/composite_%06d.jpg".formatted(i);
            assertThat(folder.resolve("second").resolve(image))
                    .hasSameBinaryContentAs(folder.resolve("first/" + image));
            assertThat(Files.readAllBytes(folder.resolve("third").resolve(image)))
                    .isNotEqualTo(Files.readAllBytes(folder.resolve("first").resolve(image)));
        }
        assertThat(folder.resolve("second/manifest.csv")).hasSameTextualContentAs(folder.resolve("first/manifest.csv"));
    }

    @Test
    void imagesHaveTheFormatOfTheCamerasFramesAndLabelsWithinTheContent() throws IOException {
        CompositeImages images =
                images(read(GREY.draw(folder, 12), MAGENTA.draw(folder, 2)).clips(Set.of("magenta")));
        double bar = (double) DrawnCamera.BAR / DrawnCamera.HEIGHT;
        int labels = 0;

        for (int i = 0; i < 40; i++) {
            Composite composite = images.next();
            Pixels image = Pixels.read(Files.write(folder.resolve("composite.jpg"), composite.jpeg()));

            assertThat(List.of(image.width(), image.height())).containsExactly(DrawnCamera.WIDTH, DrawnCamera.HEIGHT);
            assertThat(image.at(80, DrawnCamera.BAR - 8, 1)).isLessThan(12);
            assertThat(image.at(80, DrawnCamera.HEIGHT - DrawnCamera.BAR + 8, 1))
                    .isLessThan(12);
            assertThat(image.at(80, DrawnCamera.BAR + 4, 1)).isGreaterThan(12);
            for (LabelledBox label : composite.boxes()) {
                assertThat(label.left()).isGreaterThanOrEqualTo(-1e-6);
                assertThat(label.right()).isLessThanOrEqualTo(1 + 1e-6);
                assertThat(label.top()).isGreaterThanOrEqualTo(bar - 0.01);
                assertThat(label.bottom()).isLessThanOrEqualTo(1 - bar + 0.01);
                labels++;
            }
        }
        assertThat(labels).isGreaterThan(20);
    }

    @Test
    void compositesAreTrainingImagesAndTheManifestNamesWhatTheyAreMadeOf() throws Exception {
        AddedDataSet data = read(GREY.draw(folder, 12), MAGENTA.draw(folder, 2));

        Path set = build(data, "set", 9, 1);

        List<String> train = Files.readAllLines(set.resolve("train.txt"));
        assertThat(train)
                .hasSize(9 + 12)
                .allSatisfy(image -> assertThat(Path.of(image)).exists());
        assertThat(Files.readString(set.resolve("val.txt"))).isEmpty();
        assertThat(Files.readString(set.resolve("ATTRIBUTION.txt"))).contains("PANGAEA", "composite_*.jpg");
        List<String> manifest = Files.readAllLines(set.resolve("manifest.csv"));
        assertThat(manifest).hasSize(1 + 9);
        for (int i = 0; i < 9; i++) {
            String name = "composite_%06d".formatted(i);
            byte[] image = Files.readAllBytes(set.resolve("images").resolve(name + ".jpg"));
            long boxes = Files.readAllLines(set.resolve("labels").resolve(name + ".txt"))
                    .size();
            assertThat(manifest.get(1 + i))
                    .startsWith(name + ".jpg,train,composite,composite,grey," + boxes + ",")
                    .containsPattern("median of grey|images/grey_f0000[0-9]{2}.jpg")
                    .contains(HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(image)));
        }
        assertThat(String.join("\n", manifest)).contains("median of grey").contains("jpg | ");
    }

    @Test
    void aPartOfADataSetHasNoClipsAndNeedsNoValidationImages() throws IOException {
        Path data = DrawnCamera.dataSet(folder, GREY.draw(folder, 24), List.of());

        assertThat(AddedDataSet.read(data + ":2").clips(Set.of())).isEmpty();
        assertThat(AddedDataSet.read(data + ":2").images()).hasSize(12);
        assertThatThrownBy(() -> AddedDataSet.read(data + ":0")).hasMessageContaining("at least 1");
    }

    @Test
    void withoutAUsableClipThereAreNoComposites() throws IOException {
        AddedDataSet few = read(GREY.draw(folder, 7), MAGENTA.draw(folder, 2));

        assertThatThrownBy(() -> build(few, "set", 1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("eight training frames");
    }

    /** The frames of all clips together have 2.6 times the heap. */
    @Test
    void framesOfOneClipAreInMemoryAtATime() throws Exception {
        Path data = folder.resolve("many");
        List<Path> train = new ArrayList<>();
        for (int camera = 0; camera < 24; camera++) {
            train.addAll(new DrawnCamera("c" + camera, 80 + camera, 90, 90).draw(data, 60));
        }
        DrawnCamera.dataSet(data, train, MAGENTA.draw(data, 2));
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));

        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx32m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        classPath,
                        CompositesInSmallHeap.class.getName(),
                        data.resolve("data.yaml").toString(),
                        folder.resolve("out").toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output.txt").toFile())
                .start();

        assertThat(process.waitFor())
                .as(Files.readString(folder.resolve("output.txt")))
                .isZero();
        assertThat(folder.resolve("out/images/composite_000003.jpg")).exists();
    }

    private AddedDataSet read(List<Path> train, List<Path> val) throws IOException {
        return AddedDataSet.read(DrawnCamera.dataSet(folder, train, val).toString());
    }

    private static CompositeImages images(List<FixedClip> clips) throws IOException {
        CompositeMaterial material = new CompositeMaterial();
        for (FixedClip clip : clips) {
            material.add(clip);
        }
        return new CompositeImages(material, List.of(), 3);
    }

    private Path build(AddedDataSet data, String name, int count, long seed) throws IOException {
        Path out = folder.resolve(name);
        BaseSet set = new BaseSet(out, folder.resolve("raw"));
        BaseBuildCommand.addComposites(set, List.of(data), count, seed, new PrintWriter(new StringWriter()));
        set.finish(data.images());
        return out;
    }

    private long magentaPixels(CompositeImages images, int count) throws IOException {
        long found = 0;
        for (int i = 0; i < count; i++) {
            Pixels image = Pixels.read(
                    Files.write(folder.resolve("composite.jpg"), images.next().jpeg()));
            for (int y = 0; y < image.height(); y++) {
                for (int x = 0; x < image.width(); x++) {
                    int green = image.at(x, y, 1);
                    found += image.at(x, y, 0) > green + 60 && image.at(x, y, 2) > green + 60 ? 1 : 0;
                }
            }
        }
        return found;
    }
}
