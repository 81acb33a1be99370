package io.nerest.cameras.hostile;

import io.nerest.formats.archive.ArchiveFile;
import io.nerest.formats.archive.ArchiveLimits;
import io.nerest.formats.model.FormatException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

/** Archives: names that lead out of the folder, links, devices, bombs, false sizes, and damaged ones. */
final class HostileArchives {
    private static final ArchiveLimits LIMITS = new ArchiveLimits(1_000, 64L << 20, 16L << 20, 100, 1 << 20);
    private static final int BOMB_BYTES = 20 << 20;

    private final List<HostileFile> files = new ArrayList<>();

    private HostileArchives() {}

    /** Returns the files in memory. */
    static List<HostileFile> files() throws IOException {
        HostileArchives archives = new HostileArchives();
        archives.add("a valid zip", true, "a.zip", zip("a.jpg", "b/c.jpg"));
        archives.add("a valid tar.gz", true, "a.tar.gz", gzip(tar(TarConstants.LF_NORMAL, "a.jpg", "b/c.jpg")));
        archives.addNames();
        archives.addLinks();
        archives.addBombs();
        archives.addDamaged();
        return archives.files;
    }

    /** Returns the inputs. Their files are written to the folder one at a time. */
    static List<HostileInput> in(Path folder) throws IOException {
        return files().stream().map(file -> input(folder, file)).toList();
    }

    private static HostileInput input(Path folder, HostileFile file) {
        return new HostileInput("archives", file.name(), file.accepted(), () -> {
            Path archive = Files.write(folder.resolve(file.fileName()), file.content());
            Path out = folder.resolve("unpacked");
            try {
                new ArchiveFile(archive, LIMITS).unpack(out, entry -> true);
                return Optional.empty();
            } catch (FormatException e) {
                return Optional.of(String.valueOf(e.getMessage()));
            } finally {
                Files.delete(archive);
                remove(out);
            }
        });
    }

    private void add(String name, boolean accepted, String fileName, byte[] content) {
        files.add(new HostileFile(name, accepted, fileName, content));
    }

    private static void remove(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private void addNames() throws IOException {
        for (String name : List.of(
                "../evil.jpg",
                "a/../../evil.jpg",
                "/etc/cron.d/evil",
                "..\\evil.jpg",
                "C:\\evil.jpg",
                "a/..",
                "../../../../../../tmp/evil.jpg")) {
            add("zip with the name " + name, false, "a.zip", zip("ok.jpg", name));
            add("tar with the name " + name, false, "a.tar", tar(TarConstants.LF_NORMAL, "ok.jpg", name));
        }
    }

    private void addLinks() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(bytes)) {
            ZipArchiveEntry link = new ZipArchiveEntry("a.jpg");
            link.setUnixMode(0120777);
            zip.putArchiveEntry(link);
            zip.write("/etc/passwd".getBytes(StandardCharsets.UTF_8));
            zip.closeArchiveEntry();
        }
        add("zip with a link", false, "a.zip", bytes.toByteArray());
        for (byte type : new byte[] {
            TarConstants.LF_SYMLINK,
            TarConstants.LF_LINK,
            TarConstants.LF_CHR,
            TarConstants.LF_BLK,
            TarConstants.LF_FIFO
        }) {
            add("tar with an entry of type " + (char) type, false, "a.tar", tar(type, "a.jpg"));
        }
    }

    private void addBombs() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("a.jpg"));
            zip.write(new byte[BOMB_BYTES]);
        }
        add("zip bomb", false, "a.zip", bytes.toByteArray());
        byte[] nested = zip("inner.zip");
        byte[] small = bytes.toByteArray();
        // The entry's sizes: 22 and 24 bytes after the start of the central directory's entry.
        int directory = indexOf(small, new byte[] {'P', 'K', 1, 2});
        byte[] liar = small.clone();
        Arrays.fill(liar, directory + 24, directory + 28, (byte) 0);
        liar[directory + 24] = 10;
        add("zip bomb that declares 10 bytes", false, "a.zip", liar);
        add("archive in an archive, which stays packed", true, "a.zip", nested);
        ByteArrayOutputStream tar = new ByteArrayOutputStream();
        try (TarArchiveOutputStream out = new TarArchiveOutputStream(new GZIPOutputStream(tar))) {
            TarArchiveEntry entry = new TarArchiveEntry("a.bin");
            entry.setSize(BOMB_BYTES);
            out.putArchiveEntry(entry);
            out.write(new byte[BOMB_BYTES]);
            out.closeArchiveEntry();
        }
        add("tar.gz bomb", false, "a.tar.gz", tar.toByteArray());
        String[] names = new String[1_001];
        for (int i = 0; i < names.length; i++) {
            names[i] = i + ".jpg";
        }
        add("zip of 1,001 files", false, "a.zip", zip(names));
    }

    private void addDamaged() throws IOException {
        byte[] whole = zip("a.jpg", "b.jpg");
        for (int length : new int[] {0, 1, 4, whole.length / 2, whole.length - 1}) {
            add("zip cut off after " + length + " bytes", false, "a.zip", Arrays.copyOf(whole, length));
        }
        byte[] packed = gzip(tar(TarConstants.LF_NORMAL, "a.jpg"));
        for (int length : new int[] {0, 3, 12, packed.length / 2}) {
            add("tar.gz cut off after " + length + " bytes", false, "a.tar.gz", Arrays.copyOf(packed, length));
        }
        add("zip of text", false, "a.zip", "this is no archive".getBytes(StandardCharsets.UTF_8));
        add("tar of text", false, "a.tar", "this is no archive".getBytes(StandardCharsets.UTF_8));
        add("zip named tar", false, "a.tar", whole);
        byte[] checksum = tar(TarConstants.LF_NORMAL, "a.jpg");
        Arrays.fill(checksum, 148, 154, (byte) '7');
        add("tar with a wrong checksum of its header, which is whole", true, "a.tar", checksum);
        byte[] encrypted = whole.clone();
        int flags = indexOf(encrypted, new byte[] {'P', 'K', 1, 2}) + 8;
        encrypted[flags] = (byte) (encrypted[flags] | 1);
        add("zip with an encrypted entry", false, "a.zip", encrypted);
    }

    private static int indexOf(byte[] bytes, byte[] wanted) {
        for (int i = 0; i + wanted.length <= bytes.length; i++) {
            if (Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
                return i;
            }
        }
        throw new IllegalStateException("a zip file has no directory");
    }

    private static byte[] zip(String... names) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (String name : names) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(name.getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] tar(byte type, String... names) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            for (String name : names) {
                byte[] content = type == TarConstants.LF_NORMAL ? name.getBytes(StandardCharsets.UTF_8) : new byte[0];
                TarArchiveEntry entry = new TarArchiveEntry(name, type, true);
                entry.setLinkName(type == TarConstants.LF_NORMAL ? "" : "/etc/passwd");
                entry.setSize(content.length);
                tar.putArchiveEntry(entry);
                tar.write(content);
                tar.closeArchiveEntry();
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        }
        return bytes.toByteArray();
    }
}
