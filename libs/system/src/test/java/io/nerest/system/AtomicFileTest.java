package io.nerest.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    @TempDir
    Path folder;

    @Test
    void writesTheContentAndCreatesParentFolders() throws IOException {
        Path file = folder.resolve("a/b/file.txt");

        AtomicFile.write(file, "Нерест");

        assertThat(file).usingCharset(StandardCharsets.UTF_8).hasContent("Нерест");
        assertThat(names(file.getParent())).containsExactly("file.txt");
    }

    @Test
    void replacesAnExistingFile() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "a longer content than the new one");

        AtomicFile.write(file, "new");

        assertThat(file).hasContent("new");
    }

    @Test
    void failureWhileWritingLeavesTheOldContentAndNoTemporaryFile() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "old");

        assertThatThrownBy(() -> AtomicFile.write(file, channel -> {
                    channel.write(ByteBuffer.wrap("half of the ne".getBytes(StandardCharsets.UTF_8)));
                    throw new IOException("no space left on device");
                }))
                .isInstanceOf(UnwritableException.class)
                .hasMessage(file + " cannot be written: no space left on device");

        assertThat(file).hasContent("old");
        assertThat(names(folder)).containsExactly("file");
    }

    @Test
    void partialFileOfAKilledWriterIsReplaced() throws IOException {
        Files.writeString(folder.resolve("file.part"), "left behind by a killed process, and longer than the content");

        AtomicFile.write(folder.resolve("file"), "content");

        assertThat(folder.resolve("file")).hasContent("content");
        assertThat(names(folder)).containsExactly("file");
    }

    @Test
    @Timeout(60)
    void killedWriterLeavesOneOfTheWholeContents() throws IOException, InterruptedException {
        Path file = folder.resolve("file");
        Process writer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xshare:auto",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        EndlessWriter.class.getName(),
                        file.toString())
                .redirectErrorStream(true)
                .start();
        try {
            // One line is printed after each complete write.
            assertThat(writer.getInputStream().readNBytes(20)).hasSize(20);
        } finally {
            writer.destroyForcibly();
        }
        assertThat(writer.waitFor(30, TimeUnit.SECONDS)).isTrue();

        String content = Files.readString(file);
        assertThat(content).hasSize(EndlessWriter.LENGTH);
        assertThat(content.chars().distinct().count()).isEqualTo(1);
    }

    @Test
    void folderThatCannotBeCreatedIsNamed() throws IOException {
        Path notAFolder = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> AtomicFile.write(notAFolder.resolve("below"), "content"))
                .isInstanceOf(UnwritableException.class)
                .hasMessageContaining(notAFolder.toString());
    }

    private static Stream<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList().stream();
        }
    }

    /** Replaces a file without end, each time by another letter, repeated. */
    static final class EndlessWriter {
        static final int LENGTH = 1 << 20;

        private EndlessWriter() {}

        public static void main(String[] arguments) throws IOException {
            for (int i = 0; ; i++) {
                AtomicFile.write(
                        Path.of(arguments[0]),
                        String.valueOf((char) ('a' + i % 26)).repeat(LENGTH));
                System.out.println();
                System.out.flush();
            }
        }
    }
}
