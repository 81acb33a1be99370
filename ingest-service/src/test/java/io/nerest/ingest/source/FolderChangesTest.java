package io.nerest.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Which files of a watched folder are looked at. What an idle folder costs is printed; with {@code -Dnerest.files=100000} for so
 * many files.
 */
class FolderChangesTest {
    private static final Instant START = Instant.parse("2026-08-01T12:00:00Z");
    private static final Duration LIST_ALL_AFTER = Duration.ofMinutes(5);
    private static final int FILES = Integer.getInteger("nerest.files", 2_000);

    @TempDir
    Path root;

    private FolderChanges changes;
    private Instant now = START;

    @BeforeEach
    void watch() {
        changes = new FolderChanges(root, LIST_ALL_AFTER);
    }

    private Path file(String name) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "x");
        Files.setLastModifiedTime(file, FileTime.from(now));
        Files.setLastModifiedTime(file.getParent(), FileTime.from(now));
        return file;
    }

    /** Files that are found a second later; those of the last two seconds are not settled. */
    private List<String> next() throws IOException {
        return after(Duration.ofSeconds(1));
    }

    private List<String> after(Duration duration) throws IOException {
        now = now.plus(duration);
        List<String> found = new ArrayList<>();
        changes.find(now, now.minusSeconds(2), entry -> found.add(entry.path()));
        return found;
    }

    @Test
    void aFileIsFoundWhenItIsSettledAndNotAgainWhileNothingChanges() throws IOException {
        file("day1/a.jpg");

        assertThat(next()).isEmpty();
        assertThat(after(Duration.ofSeconds(2))).containsExactly("day1/a.jpg");
        after(Duration.ofSeconds(10));
        assertThat(next()).isEmpty();
    }

    @Test
    void aFileThatIsStillWrittenIsFoundAfterItsLastChange() throws IOException {
        Path video = file("a.mp4");
        after(Duration.ofSeconds(1));
        Files.setLastModifiedTime(root, FileTime.from(START));
        for (int second = 0; second < 20; second++) {
            Files.setLastModifiedTime(video, FileTime.from(now));
            assertThat(next()).isEmpty();
        }

        assertThat(after(Duration.ofSeconds(2))).containsExactly("a.mp4");
    }

    @Test
    void aNewFileInAKnownAndInANewFolderIsFound() throws IOException {
        file("day1/a.jpg");
        after(Duration.ofSeconds(10));
        after(Duration.ofSeconds(10));

        file("day1/b.jpg");
        file("day2/night/c.jpg");
        Files.setLastModifiedTime(root, FileTime.from(now));

        assertThat(after(Duration.ofSeconds(10))).contains("day1/b.jpg", "day2/night/c.jpg");
    }

    @Test
    void aFileThatTheFolderGotWithinTheSameSecondAsItsListingIsFound() throws IOException {
        file("a.jpg");
        next();
        Path late = root.resolve("b.jpg");
        Files.writeString(late, "x");
        Files.setLastModifiedTime(late, FileTime.from(START));
        Files.setLastModifiedTime(root, FileTime.from(START));

        assertThat(after(Duration.ofSeconds(10))).contains("b.jpg");
    }

    @Test
    void aFileThatIsOverwrittenInPlaceIsFoundWhenEverythingIsListedAgain() throws IOException {
        Path file = file("a.jpg");
        after(Duration.ofSeconds(10));
        Instant changed = now;
        Files.writeString(file, "longer");
        Files.setLastModifiedTime(file, FileTime.from(changed));
        Files.setLastModifiedTime(root, FileTime.from(START));
        after(Duration.ofSeconds(10));

        assertThat(after(LIST_ALL_AFTER)).containsExactly("a.jpg");
    }

    @Test
    void afterAFailureEverythingIsListedAgain() throws IOException {
        file("a.jpg");
        after(Duration.ofSeconds(10));
        after(Duration.ofSeconds(10));

        changes.forget();

        assertThat(next()).containsExactly("a.jpg");
    }

    @Test
    void anIdleFolderIsNotListed() throws IOException {
        for (int i = 0; i < FILES; i++) {
            Files.createFile(root.resolve(String.format(Locale.ROOT, "%06d.jpg", i)));
        }
        Files.createDirectory(root.resolve("empty"));
        now = Instant.now().plusSeconds(60);
        long start = cpuMicros();
        assertThat(next()).hasSize(FILES);
        long listing = cpuMicros() - start;

        int looks = 100;
        int looked = 0;
        start = cpuMicros();
        for (int i = 0; i < looks; i++) {
            now = now.plusSeconds(1);
            looked += changes.find(now, now.minusSeconds(2), entry -> {
                throw new AssertionError("an idle folder has nothing new");
            });
        }
        long idle = (cpuMicros() - start) / looks;

        System.out.printf(
                Locale.ROOT,
                "%,d files: listing all takes %.1f ms of processor time, a look while nothing changes %.3f ms%n",
                FILES,
                listing / 1e3,
                idle / 1e3);
        assertThat(looked).as("the two folders, each time").isEqualTo(2 * looks);
    }

    private static long cpuMicros() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1_000;
    }
}
