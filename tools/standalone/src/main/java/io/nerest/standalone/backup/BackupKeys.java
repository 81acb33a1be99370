package io.nerest.standalone.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The secrets of a data directory: without the signing keys no model of a backup is valid. */
final class BackupKeys {
    private static final String KEYS = "keys";
    private static final String TOKEN = "access-token";

    private BackupKeys() {}

    /** Copies secrets into a backup. The copies are readable by their owner only. */
    static void save(List<Path> secrets, Path backup) throws IOException {
        Path copies = backup.resolve(KEYS);
        if (!Files.isDirectory(copies)) {
            Files.createDirectory(
                    copies, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        for (Path file : secrets) {
            copy(file, copies.resolve(file.getFileName()));
        }
    }

    /**
     * What a restoration did.
     *
     * @param restored number of secrets that the data directory lacked
     * @param different names of secrets that differ from those of the backup; they stay as they are
     */
    record Restored(int restored, List<String> different) {}

    /** Copies the secrets that a data directory lacks out of a backup. */
    static Restored restore(Path backup, Path dataDir) throws IOException {
        int restored = 0;
        List<String> different = new ArrayList<>();
        try (Stream<Path> copies = Files.list(backup.resolve(KEYS))) {
            for (Path copy : copies.toList()) {
                Path name = copy.getFileName();
                Path file = name.toString().equals(TOKEN)
                        ? dataDir.resolve(name)
                        : dataDir.resolve(KEYS).resolve(name);
                if (!Files.exists(file)) {
                    Files.createDirectories(file.getParent());
                    copy(copy, file);
                    restored++;
                } else if (Files.mismatch(copy, file) >= 0) {
                    different.add(name.toString());
                }
            }
        }
        return new Restored(restored, different);
    }

    /** Returns the secrets of a data directory. */
    static List<Path> secrets(Path dataDir) throws IOException {
        List<Path> files = new ArrayList<>();
        files.add(dataDir.resolve(TOKEN));
        try (Stream<Path> keys = Files.list(dataDir.resolve(KEYS))) {
            keys.filter(Files::isRegularFile).forEach(files::add);
        }
        return files;
    }

    /** With its permissions. */
    private static void copy(Path from, Path to) throws IOException {
        Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
    }
}
