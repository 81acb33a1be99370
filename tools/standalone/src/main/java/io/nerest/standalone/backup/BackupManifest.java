package io.nerest.standalone.backup;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.nerest.system.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * {@code backup.json}: what a backup contains. It is written last, so that a backup is complete if it exists.
 *
 * @param format {@link #FORMAT}
 * @param createdAt the moment that the copy of the database shows
 * @param tables folder of the tables, in the backup
 * @param schemas the schema of each service
 * @param objects file with the list of objects, in the backup
 * @param objectCount number of objects
 * @param objectBytes their size
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record BackupManifest(
        String format,
        Instant createdAt,
        String tables,
        List<SchemaCopy> schemas,
        String objects,
        long objectCount,
        long objectBytes) {
    static final String FORMAT = "nerest-backup-1";

    private static final String FILE = "backup.json";
    private static final ObjectMapper JSON = new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(SerializationFeature.INDENT_OUTPUT);

    BackupManifest {
        schemas = List.copyOf(schemas);
    }

    /** Returns whether a folder has a complete backup. */
    static boolean exists(Path folder) {
        return Files.isRegularFile(folder.resolve(FILE));
    }

    /**
     * Reads the manifest of a backup.
     *
     * @throws IllegalArgumentException if the folder has no backup of this format
     */
    static BackupManifest read(Path folder) throws IOException {
        if (!exists(folder)) {
            throw new IllegalArgumentException(folder + " is not a backup: it has no " + FILE);
        }
        BackupManifest manifest = JSON.readValue(folder.resolve(FILE).toFile(), BackupManifest.class);
        if (!manifest.format.equals(FORMAT)) {
            throw new IllegalArgumentException(folder.resolve(FILE) + " has the format '" + manifest.format
                    + "', but this version reads '" + FORMAT + "'");
        }
        return manifest;
    }

    void write(Path folder) throws IOException {
        AtomicFile.write(folder.resolve(FILE), JSON.writeValueAsBytes(this));
    }

    /** Returns the number of rows in all tables. */
    long rows() {
        return schemas.stream()
                .flatMap(schema -> schema.tables().stream())
                .mapToLong(SchemaCopy.TableCopy::rows)
                .sum();
    }
}
