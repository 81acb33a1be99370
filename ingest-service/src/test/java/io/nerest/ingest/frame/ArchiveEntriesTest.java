package io.nerest.ingest.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerest.formats.archive.ArchiveLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveEntriesTest {
    private static final ArchiveLimits LIMITS = new ArchiveLimits(10, 50_000_000, 50_000_000, 100, 1_000_000);

    @TempDir
    Path folder;

    private final List<String> visited = new ArrayList<>();

    @Test
    void anEntryOfACompressedTarThatIsSkippedCountsAsUnpacked() throws IOException {
        Path bomb = tar(20_000_000);
        assertThat(Files.size(bomb)).isLessThan(50_000);

        assertThatThrownBy(() -> visit(bomb))
                .isInstanceOf(UnpackedStream.TooLargeException.class)
                .hasMessageContaining("100 times its size");
        assertThat(visited).containsExactly("bomb.jpg");
    }

    @Test
    void aCompressedTarWithinTheLimitsIsReadToItsEnd() throws IOException {
        visit(tar(500_000));

        assertThat(visited).containsExactly("bomb.jpg", "last.jpg");
    }

    private void visit(Path archive) throws IOException {
        ArchiveEntries.visit(archive, LIMITS, (name, isFile, modified, content) -> {
            visited.add(name);
            return true;
        });
    }

    private Path tar(int zeros) throws IOException {
        Path file = folder.resolve("frames.tar.gz");
        try (TarArchiveOutputStream tar =
                new TarArchiveOutputStream(new GZIPOutputStream(Files.newOutputStream(file)))) {
            for (String name : List.of("bomb.jpg", "last.jpg")) {
                byte[] content = new byte[name.equals("bomb.jpg") ? zeros : 1];
                TarArchiveEntry entry = new TarArchiveEntry(name);
                entry.setSize(content.length);
                tar.putArchiveEntry(entry);
                tar.write(content);
                tar.closeArchiveEntry();
            }
        }
        return file;
    }
}
