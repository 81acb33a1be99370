package io.nerest.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextFileTest {
    private static final String TEXT = "names: [лосось]\nnc: 1\n";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"UTF-8, ''", "UTF-8, \uFEFF", "UTF-16LE, \uFEFF", "UTF-16BE, \uFEFF"})
    void textIsReadWithAndWithoutAByteOrderMark(String charset, String mark) throws IOException {
        Path file = write((mark + TEXT).getBytes(Charset.forName(charset)));

        assertThat(TextFile.read(file)).isEqualTo(TEXT);
        assertThat(TextFile.lines(file)).containsExactly("names: [лосось]", "nc: 1");
    }

    @Test
    void anotherEncodingIsReportedWithItsPlaceAndARemedy() throws IOException {
        Path file = write("names: [for\u00eal]".getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> TextFile.read(file))
                .isInstanceOf(UnreadableTextException.class)
                .hasMessage(file + " is not text in UTF-8: invalid bytes at position 11; save it as UTF-8");
    }

    @Test
    void utf16WithoutAMarkIsReported() throws IOException {
        Path file = write("nc: 1".getBytes(StandardCharsets.UTF_16LE));

        assertThatThrownBy(() -> TextFile.read(file))
                .isInstanceOf(UnreadableTextException.class)
                .hasMessageContaining("the character NUL at position 1")
                .hasMessageContaining("save it as UTF-8");
    }

    @Test
    void aFolderIsNamedAsOne() {
        assertThatThrownBy(() -> TextFile.read(folder)).hasMessage(folder + " is a folder; name a text file");
    }

    private Path write(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("data.yaml"), bytes);
    }
}
