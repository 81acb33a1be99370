package io.nerest.formats;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerest.formats.model.AnnotationSet;
import io.nerest.formats.model.FormatLimits;
import io.nerest.formats.model.ImportReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class RoundTripPropertiesTest {

    @Property(tries = 12)
    void aDataSetIsTheSameAfterEveryPairOfFormats(@ForAll @LongRange(min = 0, max = 1_000_000) long seed)
            throws IOException {
        Path folder = Files.createTempDirectory("round-trip");
        try {
            AnnotationSet drawn = DrawnDataSets.draw(seed, folder.resolve("drawn"));
            for (AnnotationFormat first : AnnotationFormat.values()) {
                Path a = folder.resolve(first.label());
                DataSetFolder.write(drawn, first, a, DataSetFolder.Images.LINK);
                AnnotationSet read = read(first, a);
                EqualDataSets.assertEqual(seed + ": " + first, read, drawn);
                for (AnnotationFormat second : AnnotationFormat.values()) {
                    Path b = folder.resolve(first.label() + "-" + second.label());
                    DataSetFolder.write(read, second, b, DataSetFolder.Images.LINK);
                    EqualDataSets.assertEqual(seed + ": " + first + " to " + second, read(second, b), drawn);
                }
            }
        } finally {
            delete(folder);
        }
    }

    @Example
    void eightyClassesAreTheSameInEveryFormat() throws IOException {
        Path folder = Files.createTempDirectory("eighty-classes");
        try {
            AnnotationSet drawn = DrawnDataSets.eightyClasses(folder.resolve("drawn"));
            for (AnnotationFormat format : AnnotationFormat.values()) {
                Path written = folder.resolve(format.label());
                DataSetFolder.write(drawn, format, written, DataSetFolder.Images.LINK);
                EqualDataSets.assertEqual(format.label(), read(format, written), drawn);
            }
        } finally {
            delete(folder);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static AnnotationSet read(AnnotationFormat format, Path folder) throws IOException {
        assertThat(AnnotationFormat.detect(folder)).isEqualTo(format);
        ImportReport report = new ImportReport();
        AnnotationSet set = format.read(folder, List.of(), FormatLimits.DEFAULT, report);
        assertThat(report.rejected()).as(report.text()).isZero();
        assertThat(report.repaired()).as(report.text()).isZero();
        return set;
    }
}
