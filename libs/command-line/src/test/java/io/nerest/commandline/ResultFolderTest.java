package io.nerest.commandline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResultFolderTest {
    @TempDir
    private Path project;

    @Test
    void anExistingFolderIsNeverWrittenIntoUnlessAsked() throws IOException {
        Path first = ResultFolder.create(project, "val", false);
        Path second = ResultFolder.create(project, "val", false);
        Path again = ResultFolder.create(project, "val", true);

        assertThat(first).isEqualTo(project.resolve("val"));
        assertThat(second).isEqualTo(project.resolve("val2"));
        assertThat(again).isEqualTo(first);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ".", "..", "../val", "a/b", "a\\b"})
    void aNameThatIsAPathIsRejected(String name) {
        assertThatThrownBy(() -> ResultFolder.create(project, name, true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must be a folder name");
        assertThat(project).isEmptyDirectory();
    }
}
