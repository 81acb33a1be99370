package io.nerest.formats.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerest.formats.model.FormatException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveFileTest {
    private static final ArchiveLimits SMALL = new ArchiveLimits(10, 5_000_000, 4_000_000, 20, 100_000);

    @TempDir
    Path folder;

    @Test
    void wantedFilesAreUnpackedUnderTheirNames() throws IOException {
        for (Path archive : List.of(
                zip("a.zip", "x/1.jpg", "2.txt"),
                tar("b.tar", "x/1.jpg", "2.txt"),
                tar("c.tar.gz", "x/1.jpg", "2.txt"))) {
            Path out = folder.resolve("out-" + archive.getFileName());

            Map<String, Path> files = new ArchiveFile(archive, SMALL).unpack(out, name -> name.endsWith("jpg"));

            assertThat(files).containsOnlyKeys("x/1.jpg");
            assertThat(out.resolve("x/1.jpg")).hasContent("x/1.jpg");
            assertThat(out.resolve("2.txt")).doesNotExist();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"../evil.jpg", "a/../../evil.jpg", "/etc/evil.jpg", "..\\evil.jpg", "C:\\evil.jpg", "a/.."})
    void namesThatLeadOutOfTheFolderAreRejected(String name) throws IOException {
        for (Path archive : List.of(zip("a.zip", "ok.jpg", name), tar("b.tar", "ok.jpg", name))) {
            assertRejected(archive, "leads out of the folder");
        }
        assertThat(folder.getParent().resolve("evil.jpg")).doesNotExist();
    }

    @Test
    void linksAndDevicesAreRejected() throws IOException {
        Path zip = folder.resolve("link.zip");
        try (ZipArchiveOutputStream out = new ZipArchiveOutputStream(zip)) {
            ZipArchiveEntry link = new ZipArchiveEntry("a.jpg");
            link.setUnixMode(0120777);
            out.putArchiveEntry(link);
            out.write("/etc/passwd".getBytes(StandardCharsets.UTF_8));
            out.closeArchiveEntry();
        }
        assertRejected(zip, "is a link");
        for (byte type :
                new byte[] {TarConstants.LF_SYMLINK, TarConstants.LF_LINK, TarConstants.LF_CHR, TarConstants.LF_FIFO}) {
            Path tar = folder.resolve("link" + type + ".tar");
            try (TarArchiveOutputStream out = new TarArchiveOutputStream(Files.newOutputStream(tar))) {
                TarArchiveEntry link = new TarArchiveEntry("a.jpg", type);
                link.setLinkName("/etc/passwd");
                out.putArchiveEntry(link);
                out.closeArchiveEntry();
            }
            assertRejected(tar, "is a link, a device");
        }
    }

    @Test
    void bombsAreRejectedWhateverTheyDeclare() throws IOException {
        Path zip = folder.resolve("bomb.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.putNextEntry(new ZipEntry("a.jpg"));
            out.write(new byte[3_000_000]);
        }
        assertRejected(zip, "as a bomb does");
        Path tar = folder.resolve("bomb.tar.gz");
        try (TarArchiveOutputStream out =
                new TarArchiveOutputStream(new GZIPOutputStream(Files.newOutputStream(tar)))) {
            TarArchiveEntry entry = new TarArchiveEntry("skipped.bin");
            entry.setSize(3_000_000);
            out.putArchiveEntry(entry);
            out.write(new byte[3_000_000]);
            out.closeArchiveEntry();
        }
        assertRejected(tar, "as a bomb does");
        Path many = zip("many.zip", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11");
        assertRejected(many, "more than 10 entries");
    }

    @Test
    void damagedArchivesAreRejected() throws IOException {
        byte[] whole = Files.readAllBytes(zip("a.zip", "1.jpg", "2.jpg"));
        for (String name : List.of("cut.zip", "cut.tar", "cut.tar.gz")) {
            Path cut = Files.write(folder.resolve(name), java.util.Arrays.copyOf(whole, whole.length / 2));
            assertThatThrownBy(() -> new ArchiveFile(cut, SMALL).unpack(folder.resolve("out"), entry -> true))
                    .isInstanceOf(IOException.class);
        }
    }

    private void assertRejected(Path archive, String reason) {
        assertThatThrownBy(() ->
                        new ArchiveFile(archive, SMALL).unpack(folder.resolve("out"), name -> name.endsWith("jpg")))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining(String.valueOf(archive.getFileName()))
                .hasMessageContaining(reason);
    }

    private Path zip(String file, String... names) throws IOException {
        Path zip = folder.resolve(file);
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            for (String name : names) {
                out.putNextEntry(new ZipEntry(name));
                out.write(name.getBytes(StandardCharsets.UTF_8));
            }
        }
        return zip;
    }

    private Path tar(String file, String... names) throws IOException {
        Path tar = folder.resolve(file);
        OutputStream raw = Files.newOutputStream(tar);
        try (TarArchiveOutputStream out =
                new TarArchiveOutputStream(file.endsWith("gz") ? new GZIPOutputStream(raw) : raw)) {
            for (String name : names) {
                TarArchiveEntry entry = new TarArchiveEntry(name, true);
                byte[] content = name.getBytes(StandardCharsets.UTF_8);
                entry.setSize(content.length);
                out.putArchiveEntry(entry);
                out.write(content);
                out.closeArchiveEntry();
            }
        }
        return tar;
    }
}
