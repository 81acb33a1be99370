package io.nerest.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerest.formats.model.AnnotatedBox;
import io.nerest.formats.model.AnnotatedImage;
import io.nerest.formats.model.AnnotationSet;
import io.nerest.formats.model.FormatException;
import io.nerest.formats.model.FormatLimits;
import io.nerest.formats.model.ImportReport;
import io.nerest.formats.model.Split;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DataSetFolderTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void imagesOfTheSameNameInTwoSplitsKeepTheirOwnFileAndBoxes(AnnotationFormat format) throws IOException {
        AnnotatedImage train = image("train/images/f1.png", Split.TRAIN, 0.1, 0x101010);
        AnnotatedImage val = image("valid/images/f1.png", Split.VAL, 0.6, 0xf0f0f0);
        AnnotationSet set = new AnnotationSet(List.of("fish"), List.of(train, val));

        DataSetFolder.write(set, format, folder.resolve("out"), DataSetFolder.Images.COPY);

        ImportReport report = new ImportReport();
        AnnotationSet read = format.read(folder.resolve("out"), List.of(), FormatLimits.DEFAULT, report);
        assertThat(report.rejected()).as(report.text()).isZero();
        for (AnnotatedImage image : List.of(train, val)) {
            List<AnnotatedImage> found = read.images(image.split());
            assertThat(found).hasSize(1);
            assertThat(found.get(0).file().orElseThrow())
                    .hasSameBinaryContentAs(image.file().orElseThrow());
            assertThat(found.get(0).boxes().get(0).left())
                    .isEqualTo(image.boxes().get(0).left(), org.assertj.core.api.Assertions.within(1e-6));
        }
    }

    @Test
    void imagesThatStillHaveOnePathAreRefusedAndBothNamed() throws IOException {
        AnnotationSet set = new AnnotationSet(
                List.of("fish"),
                List.of(
                        image("a/f1.png", Split.TRAIN, 0.1, 1).named("f1.png"),
                        image("b/f1.png", Split.VAL, 0.1, 2).named("f1.png"),
                        image("c/f1.png", Split.TEST, 0.1, 3).named("train/f1.png")));

        assertThatThrownBy(() -> DataSetFolder.write(
                        set, AnnotationFormat.COCO, folder.resolve("out"), DataSetFolder.Images.COPY))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("'f1.png' of the split 'train'")
                .hasMessageContaining("'train/f1.png' of the split 'test'");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    private AnnotatedImage image(String path, Split split, double left, int colour) throws IOException {
        Path file = folder.resolve("source").resolve(path);
        Files.createDirectories(file.getParent());
        BufferedImage pixels = new BufferedImage(100, 50, BufferedImage.TYPE_INT_RGB);
        pixels.setRGB(0, 0, colour);
        ImageIO.write(pixels, "png", file.toFile());
        return new AnnotatedImage(
                "f1.png",
                split,
                100,
                50,
                Optional.of(file),
                List.of(new AnnotatedBox("fish", left, 0.1, 0.2, 0.2, OptionalDouble.empty())));
    }
}
