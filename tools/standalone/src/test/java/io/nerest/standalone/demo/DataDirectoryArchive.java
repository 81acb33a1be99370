package io.nerest.standalone.demo;

import io.nerest.system.Sha256;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZInputStream;
import org.tukaani.xz.XZOutputStream;

/**
 * A data directory as a {@code tar.xz} with file modes and extended attributes, in which the object store keeps metadata.
 * Copies of the base checkpoint, which is part of the repository, are left out and restored.
 */
final class DataDirectoryArchive {
    private static final String ATTRIBUTE_PREFIX = "NEREST.attribute.";
    private static final String BASE_CHECKPOINT = "NEREST.base-checkpoint";

    private final Path baseCheckpoint;
    private final String baseSha256;

    DataDirectoryArchive(Path baseCheckpoint) throws IOException {
        this.baseCheckpoint = baseCheckpoint;
        this.baseSha256 = Sha256.of(baseCheckpoint);
    }

    /** Packs a data directory of a stopped stack. */
    void pack(Path dataDir, Path archive) throws IOException {
        Files.createDirectories(archive.getParent());
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new XZOutputStream(
                new BufferedOutputStream(Files.newOutputStream(archive)), new LZMA2Options(LZMA2Options.PRESET_MAX)))) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            Files.walkFileTree(dataDir, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
                        throws IOException {
                    return add(tar, dataDir, folder);
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    return add(tar, dataDir, file);
                }
            });
        }
    }

    private FileVisitResult add(TarArchiveOutputStream tar, Path root, Path path) throws IOException {
        boolean folder = Files.isDirectory(path);
        String name = root.relativize(path).toString();
        if (name.isEmpty()) {
            return FileVisitResult.CONTINUE;
        }
        TarArchiveEntry entry = new TarArchiveEntry(folder ? name + "/" : name);
        entry.setMode(mode(Files.getPosixFilePermissions(path)));
        for (Map.Entry<String, byte[]> attribute : Attributes.read(path).entrySet()) {
            entry.addPaxHeader(
                    ATTRIBUTE_PREFIX + attribute.getKey(), Base64.getEncoder().encodeToString(attribute.getValue()));
        }
        boolean base = !folder
                && Files.size(path) == Files.size(baseCheckpoint)
                && Sha256.of(path).equals(baseSha256);
        if (base) {
            entry.addPaxHeader(BASE_CHECKPOINT, baseSha256);
        }
        entry.setSize(folder || base ? 0 : Files.size(path));
        tar.putArchiveEntry(entry);
        if (!folder && !base) {
            Files.copy(path, tar);
        }
        tar.closeArchiveEntry();
        return FileVisitResult.CONTINUE;
    }

    /** Unpacks a data directory. */
    void unpack(Path archive, Path dataDir) throws IOException {
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(Files.newInputStream(archive))))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path target = dataDir.resolve(entry.getName()).normalize();
                if (!target.startsWith(dataDir)) {
                    throw new IOException(entry.getName() + " points outside the data directory");
                }
                Map<String, String> headers = entry.getExtraPaxHeaders();
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                } else if (headers.containsKey(BASE_CHECKPOINT)) {
                    requireSameCheckpoint(headers.get(BASE_CHECKPOINT));
                    Files.copy(baseCheckpoint, target);
                } else {
                    Files.copy(tar, target);
                }
                Files.setPosixFilePermissions(target, permissions(entry.getMode()));
                for (Map.Entry<String, String> header : headers.entrySet()) {
                    if (header.getKey().startsWith(ATTRIBUTE_PREFIX)) {
                        Attributes.write(
                                target,
                                header.getKey().substring(ATTRIBUTE_PREFIX.length()),
                                Base64.getDecoder().decode(header.getValue()));
                    }
                }
            }
        }
    }

    private void requireSameCheckpoint(String sha256) throws IOException {
        if (!sha256.equals(baseSha256)) {
            throw new IOException("the archive needs the base checkpoint with SHA-256 " + sha256 + ", but "
                    + baseCheckpoint + " has " + baseSha256);
        }
    }

    private static int mode(Set<PosixFilePermission> permissions) {
        String text = PosixFilePermissions.toString(permissions);
        int mode = 0;
        for (int i = 0; i < text.length(); i++) {
            mode = mode << 1 | (text.charAt(i) == '-' ? 0 : 1);
        }
        return mode;
    }

    private static Set<PosixFilePermission> permissions(int mode) {
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        PosixFilePermission[] all = PosixFilePermission.values();
        for (int i = 0; i < all.length; i++) {
            if ((mode & 0400 >> i) != 0) {
                permissions.add(all[i]);
            }
        }
        return permissions;
    }

    /** Extended attributes of the {@code user} namespace. */
    private static final class Attributes {
        static Map<String, byte[]> read(Path path) throws IOException {
            Map<String, byte[]> attributes = new TreeMap<>();
            UserDefinedFileAttributeView view =
                    Files.getFileAttributeView(path, UserDefinedFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
            for (String name : view.list()) {
                ByteBuffer value = ByteBuffer.allocate(view.size(name));
                view.read(name, value);
                attributes.put(name, value.array());
            }
            return attributes;
        }

        static void write(Path path, String name, byte[] value) throws IOException {
            Files.getFileAttributeView(path, UserDefinedFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                    .write(name, ByteBuffer.wrap(value));
        }
    }
}
