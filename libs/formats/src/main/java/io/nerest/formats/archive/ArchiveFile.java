package io.nerest.formats.archive;

import io.nerest.formats.model.FormatException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * Unpacks zip, tar and tar.gz of unknown origin. An archive is rejected as a whole if an entry leads out of the folder, is
 * a link or a device, is encrypted, or if it unpacks to more than the limits, whatever sizes it declares.
 */
public final class ArchiveFile {
    private static final int CHUNK = 1 << 16;

    private final Path file;
    private final ArchiveLimits limits;
    private int entries;
    private long unpacked;

    public ArchiveFile(Path file, ArchiveLimits limits) {
        this.file = file;
        this.limits = limits;
    }

    /** Whether a file's name is that of an archive. */
    public static boolean isArchive(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return name.endsWith(".zip") || name.endsWith(".tar") || name.endsWith(".tar.gz") || name.endsWith(".tgz");
    }

    /**
     * Unpacks the files that are wanted, with the times of their last change. All entries are checked, also the others.
     *
     * @param folder receives the files under their names
     * @param wanted decides by an entry's name
     * @return the unpacked files by name
     * @throws FormatException if the archive is rejected; files that were unpacked before stay in the folder
     */
    public Map<String, Path> unpack(Path folder, Predicate<String> wanted) throws IOException {
        entries = 0;
        unpacked = 0;
        Map<String, Path> files = new TreeMap<>();
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        try {
            if (name.endsWith(".zip")) {
                unzip(folder, wanted, files);
            } else {
                untar(name.endsWith("gz"), folder, wanted, files);
            }
        } catch (FormatException e) {
            throw e;
        } catch (FileSystemException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new FormatException(file + ": is damaged, or not an archive of this kind", e);
        }
        if (entries == 0) {
            throw new FormatException(file + ": holds no file; it is empty or damaged");
        }
        return files;
    }

    private void unzip(Path folder, Predicate<String> wanted, Map<String, Path> files) throws IOException {
        try (ZipFile zip = ZipFile.builder().setPath(file).get()) {
            // Every entry is checked before the first is unpacked.
            for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
                check(entry.getName());
                if (entry.isUnixSymlink()) {
                    throw rejected(entry.getName(), "is a link");
                }
                if (entry.getGeneralPurposeBit().usesEncryption()) {
                    throw rejected(entry.getName(), "is encrypted; unpack the archive and import the folder");
                }
                if (entry.getSize() > limits.entryBytes()) {
                    throw rejected(entry.getName(), "declares %,d bytes".formatted(entry.getSize()));
                }
            }
            for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
                if (!entry.isDirectory() && wanted.test(entry.getName())) {
                    try (InputStream in = zip.getInputStream(entry)) {
                        write(entry.getName(), entry.getLastModifiedTime(), in, folder, files);
                    }
                }
            }
        }
    }

    private void untar(boolean packed, Path folder, Predicate<String> wanted, Map<String, Path> files)
            throws IOException {
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(file));
                TarArchiveInputStream tar = new TarArchiveInputStream(packed ? new GZIPInputStream(raw, CHUNK) : raw)) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                check(entry.getName());
                if (entry.isDirectory() || entry.isGlobalPaxHeader() || entry.isPaxHeader()) {
                    continue;
                }
                if (!isPlainFile(entry)) {
                    throw rejected(entry.getName(), "is a link, a device, or sparse");
                }
                if (entry.getSize() > limits.entryBytes()) {
                    throw rejected(entry.getName(), "declares %,d bytes".formatted(entry.getSize()));
                }
                if (wanted.test(entry.getName())) {
                    write(entry.getName(), entry.getLastModifiedTime(), tar, folder, files);
                } else {
                    skip(entry.getName(), tar);
                }
            }
        }
    }

    private static boolean isPlainFile(TarArchiveEntry entry) {
        return entry.isFile()
                && !entry.isLink()
                && !entry.isSymbolicLink()
                && !entry.isCharacterDevice()
                && !entry.isBlockDevice()
                && !entry.isFIFO()
                && !entry.isSparse();
    }

    /** Skipped files of a packed archive are unpacked too, so that they count. */
    private void skip(String name, InputStream in) throws IOException {
        byte[] chunk = new byte[CHUNK];
        long bytes = 0;
        for (int read = in.read(chunk); read > 0; read = in.read(chunk)) {
            bytes += read;
            count(name, bytes, read);
        }
    }

    private void check(String name) throws FormatException {
        if (++entries > limits.entries()) {
            throw new FormatException("%s: has more than %,d entries".formatted(file, limits.entries()));
        }
        String slashes = name.replace('\\', '/');
        boolean leadsOut = slashes.startsWith("/") || slashes.matches("[A-Za-z]:.*") || name.indexOf('\0') >= 0;
        for (String part : slashes.split("/", -1)) {
            leadsOut |= part.equals("..");
        }
        if (leadsOut || name.isBlank()) {
            throw rejected(name, "leads out of the folder");
        }
    }

    private void write(String name, @Nullable FileTime modified, InputStream in, Path folder, Map<String, Path> files)
            throws IOException {
        Path base = folder.toAbsolutePath().normalize();
        Path target;
        try {
            target = base.resolve(name.replace('\\', '/')).normalize();
        } catch (InvalidPathException e) {
            throw new FormatException("%s: the entry '%s' has no usable name".formatted(file, name), e);
        }
        if (!target.startsWith(base) || files.containsValue(target)) {
            throw rejected(name, "leads out of the folder, or occurs twice");
        }
        Files.createDirectories(target.getParent());
        byte[] chunk = new byte[CHUNK];
        long bytes = 0;
        try (OutputStream out = Files.newOutputStream(target)) {
            for (int read = in.read(chunk); read > 0; read = in.read(chunk)) {
                bytes += read;
                count(name, bytes, read);
                out.write(chunk, 0, read);
            }
        }
        Files.setLastModifiedTime(target, modified == null ? Files.getLastModifiedTime(file) : modified);
        files.put(name.replace('\\', '/'), target);
    }

    private void count(String name, long ofEntry, int read) throws IOException {
        unpacked += read;
        if (ofEntry > limits.entryBytes()) {
            throw rejected(name, "unpacks to more than %,d bytes".formatted(limits.entryBytes()));
        }
        if (unpacked > limits.bytes()) {
            throw new FormatException("%s: unpacks to more than %,d bytes".formatted(file, limits.bytes()));
        }
        if (unpacked > limits.ratioFrom() && unpacked / Math.max(1, Files.size(file)) > limits.ratio()) {
            throw new FormatException(
                    "%s: unpacks to more than %d times its size, as a bomb does".formatted(file, limits.ratio()));
        }
    }

    private FormatException rejected(String name, String reason) {
        String shown = name.length() > 200 ? name.substring(0, 200) + "..." : name;
        return new FormatException(
                "%s: the entry '%s' %s; nothing of the archive is used".formatted(file, shown, reason));
    }
}
