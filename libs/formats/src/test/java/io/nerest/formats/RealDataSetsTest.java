package io.nerest.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nerest.formats.model.AnnotatedImage;
import io.nerest.formats.model.AnnotationSet;
import io.nerest.formats.model.FormatLimits;
import io.nerest.formats.model.ImportReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RealDataSetsTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void bccdIsTheSameAfterEveryFormat(AnnotationFormat format) throws IOException {
        AnnotationSet bccd = read(AnnotationFormat.VOC, "bccd");
        assertThat(bccd.images()).hasSize(292);
        assertThat(bccd.images()).allMatch(AnnotatedImage::hasSize);
        roundTrip(format, bccd);
    }

    @ParameterizedTest
    @EnumSource
    void fishIsTheSameAfterEveryFormat(AnnotationFormat format) throws IOException {
        AnnotationSet fish = read(AnnotationFormat.YOLO, "fish");
        assertThat(fish.images()).hasSize(1968);
        // Every fifth image: reading the headers of all takes most of a minute.
        List<AnnotatedImage> some = IntStream.range(0, fish.images().size() / 5)
                .mapToObj(i -> fish.images().get(5 * i))
                .toList();
        roundTrip(format, fish.withImages(some));
    }

    private static AnnotationSet read(AnnotationFormat format, String name) throws IOException {
        Path source = existing(name);
        assertThat(AnnotationFormat.detect(source)).isEqualTo(format);
        ImportReport report = new ImportReport();
        AnnotationSet set = format.read(source, List.of(), FormatLimits.DEFAULT, report);
        assertThat(report.rejected()).as(report.text()).isZero();
        return set;
    }

    /** The folder beside this checkout, or beside one that contains it. */
    private static Path existing(String name) {
        Path base = Path.of("").toAbsolutePath();
        for (Path above = base; above != null; above = above.getParent()) {
            Path candidate = above.resolve("shared/data").resolve(name);
            if (Files.isDirectory(candidate)) {
                return candidate;
            }
        }
        assumeTrue(false, "skipped: there is no " + "shared/data/" + name + " beside the checkout");
        return base;
    }

    private void roundTrip(AnnotationFormat format, AnnotationSet set) throws IOException {
        Path written = folder.resolve("written");
        DataSetFolder.write(set, format, written, DataSetFolder.Images.LINK);
        ImportReport report = new ImportReport();
        AnnotationSet read = format.read(written, List.of(), FormatLimits.DEFAULT, report);
        assertThat(report.rejected() + report.repaired()).as(report.text()).isZero();
        EqualDataSets.assertEqual(format.label(), read, set);
    }
}
