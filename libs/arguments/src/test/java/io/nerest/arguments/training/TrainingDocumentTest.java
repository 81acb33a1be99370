package io.nerest.arguments.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainingDocumentTest {
    /** The module's folder is the working folder of its tests. */
    private static final Path DOCUMENT = Path.of("../../docs/training.md");

    @Test
    void the_document_lists_every_argument_with_its_default_as_the_code_has_them() throws Exception {
        List<String> rows = TrainingArguments.descriptions().stream()
                .map(argument -> "| `%s` | %s | %s |"
                        .formatted(
                                argument.name(),
                                argument.byDefault().isEmpty() ? "" : "`" + argument.byDefault() + "`",
                                argument.help()))
                .toList();

        assertThat(Files.readAllLines(DOCUMENT).stream()
                        .filter(line -> line.startsWith("| `"))
                        .toList())
                .isEqualTo(rows);
    }
}
