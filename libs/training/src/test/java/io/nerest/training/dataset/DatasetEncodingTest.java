package io.nerest.training.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerest.training.run.RectangleDataset;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Text files as editors on Windows write them are read, other encodings are reported by file and place. */
class DatasetEncodingTest {
    private static final String MARK = "\uFEFF";

    @TempDir
    private Path folder;

    private Path yaml;

    @BeforeEach
    void write() throws IOException {
        yaml = RectangleDataset.write(folder, 2);
    }

    @ParameterizedTest
    @CsvSource({"UTF-8", "UTF-16LE", "UTF-16BE"})
    void aDataSetWithAByteOrderMarkIsReadAsWithoutOne(String charset) throws IOException {
        Dataset plain = DatasetReader.read(yaml);
        for (Path file : textFiles()) {
            Files.write(file, (MARK + Files.readString(file)).getBytes(Charset.forName(charset)));
        }

        Dataset marked = DatasetReader.read(yaml);

        assertThat(marked.classNames()).isEqualTo(plain.classNames());
        assertThat(marked.train()).isEqualTo(plain.train());
        assertThat(marked.report().findings()).isEqualTo(plain.report().findings());
    }

    @Test
    void aLabelFileInAnotherEncodingIsReportedByFile() throws IOException {
        Path labels = textFiles().stream()
                .filter(file -> file.toString().endsWith(".txt"))
                .findFirst()
                .orElseThrow();
        Files.write(labels, "0 0.5 0.5 0.1 0.1".getBytes(StandardCharsets.UTF_16LE));

        assertThat(DatasetReader.read(yaml)
                        .report()
                        .findings()
                        .get(DatasetProblem.BAD_LINE)
                        .examples())
                .isNotEmpty()
                .allSatisfy(example -> assertThat(example)
                        .startsWith(labels.toString())
                        .contains("NUL at position 1", "save it as UTF-8"));
    }

    @Test
    void aYamlInAnotherEncodingIsReportedWithItsPlace() throws IOException {
        Files.write(yaml, "names: [forêt]".getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> DatasetReader.read(yaml))
                .isInstanceOf(DatasetException.class)
                .hasMessage(yaml + " is not text in UTF-8: invalid bytes at position 11; save it as UTF-8");
    }

    private List<Path> textFiles() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().matches(".*\\.(yaml|txt)"))
                    .toList();
        }
    }
}
