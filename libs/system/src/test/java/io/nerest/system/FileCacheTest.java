package io.nerest.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileCacheTest {
    @TempDir
    private Path folder;

    private Path file(String name, long second) throws IOException {
        Path file = Files.writeString(folder.resolve(name), name);
        Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(second)));
        return file;
    }

    @Test
    void theFilesUsedLastAndThoseInUseAreKept() throws Exception {
        // Given
        file("in-use", 1);
        Path usedAgain = file("used-again", 2);
        file("old", 3);
        file("newest", 4);

        // When
        FileCache.use(usedAgain);
        new FileCache(folder).keepNewest(2, "in-use"::equals);

        // Then
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("in-use", "used-again", "newest");
    }

    @Test
    void fewerFilesThanTheLimitStay() throws Exception {
        file("a", 1);

        new FileCache(folder).keepNewest(2, name -> false);

        assertThat(folder.resolve("a")).exists();
    }
}
