package io.nerest.commandline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Places that cannot be written are found before any work, and the check leaves no trace. */
class OutputPlaceTest {
    @TempDir
    private Path folder;

    @Test
    void aFolderThatCanBeCreatedIsAcceptedAndNotCreated() {
        Path deep = folder.resolve("a/b/c");

        assertThat(OutputPlace.folder("--out", deep)).isEqualTo(deep);
        assertThat(OutputPlace.file("--json", deep.resolve("report.json"))).isEqualTo(deep.resolve("report.json"));
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aFileInTheWayIsNamedWithTheOption() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> OutputPlace.folder("--out", file.resolve("runs")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("--out=" + file.resolve("runs") + ": cannot be written: " + file
                        + " is a file, where a folder is needed; remove it, or name another place");
    }

    @Test
    void aFolderWhereAFileIsNeededIsNamedWithTheOption() {
        assertThatThrownBy(() -> OutputPlace.file("json", folder))
                .hasMessage("json=" + folder + ": is a folder; name a file in it");
    }
}
