package io.nerest.standalone.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrialDiskTest {
    @TempDir
    private Path folder;

    @Test
    void writesFailWhileTheDiskIsFullAndSucceedAfterwards() throws Exception {
        Path data = folder.resolve("data");
        try (TrialDisk disk = TrialDisk.at(data, 32 << 20)) {
            assumeTrue(disk.description().contains("ext4"), "this user cannot mount a file system");
            Path file = data.resolve("file");
            Files.write(file, new byte[100_000]);

            disk.fill(List.of());
            assertThatThrownBy(() -> Files.write(data.resolve("another"), new byte[100_000]))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("No space left on device");
            disk.free(List.of());

            Files.write(data.resolve("another"), new byte[100_000]);
            assertThat(file).hasSize(100_000);
        }
        assertThat(data).isEmptyDirectory();
    }

    @Test
    void aProcessThatMayNotLetFilesGrowContinuesAfterwards() throws Exception {
        Path file = folder.resolve("written");
        Process writer = new ProcessBuilder(
                        "sh",
                        "-c",
                        "trap '' XFSZ; while read -r word; do { echo \"$word\" >> " + file
                                + " && echo done; } 2>/dev/null || echo failed; done")
                .redirectErrorStream(true)
                .start();
        try (FileLimitDisk disk = new FileLimitDisk();
                var output = writer.inputReader()) {
            var input = writer.outputWriter();
            input.write("first\n");
            input.flush();
            assertThat(output.readLine()).isEqualTo("done");

            disk.fill(List.of(writer.toHandle()));
            input.write("second\n");
            input.flush();
            assertThat(output.readLine()).isEqualTo("failed");

            disk.free(List.of(writer.toHandle()));
            input.write("third\n");
            input.flush();
            assertThat(output.readLine()).isEqualTo("done");
        } finally {
            writer.destroyForcibly();
        }
        assertThat(Files.readAllLines(file)).containsExactly("first", "third");
    }
}
