package io.nerest.standalone.backup;

import io.nerest.standalone.stack.Endpoints;
import io.nerest.standalone.stack.StoreAddress;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Copies a running stack: first the database, then the store, so that every object that the database names is in the copy of
 * the store. Kafka is not copied, since its contents follow from the database.
 */
final class Backup {
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);

    private static final String TABLES = "tables-";
    private static final String OBJECTS = "objects-";
    private static final String LIST = ".jsonl";

    private final DatabaseAddress database;
    private final StoreAddress objects;
    private final List<Path> secrets;

    /** @param secrets files of signing keys and the access token; empty if they are kept elsewhere */
    Backup(DatabaseAddress database, StoreAddress objects, List<Path> secrets) {
        this.database = database;
        this.objects = objects;
        this.secrets = List.copyOf(secrets);
    }

    /** @param dataDir data directory of the stack, which has its keys */
    static Backup of(Endpoints endpoints, Path dataDir) throws IOException {
        return new Backup(DatabaseAddress.of(endpoints), endpoints.addresses().store(), BackupKeys.secrets(dataDir));
    }

    /**
     * Writes a backup, or brings one up to date. A backup that is interrupted leaves the one before as it was.
     *
     * @param folder of the backup
     * @param announce receives a line for each part
     */
    void write(Path folder, Consumer<String> announce) throws IOException {
        Files.createDirectories(folder);
        Optional<BackupManifest> before =
                BackupManifest.exists(folder) ? Optional.of(BackupManifest.read(folder)) : Optional.empty();
        Instant now = Instant.now(Clock.systemUTC());
        String tables = TABLES + NAME.format(now);
        String list = OBJECTS + NAME.format(now) + LIST;

        List<SchemaCopy> schemas = new DatabaseCopy(database).write(folder.resolve(tables));
        StoreCopy store = new StoreCopy(objects, folder);
        StoreCopy.Count stored =
                store.write(folder.resolve(list), before.map(manifest -> folder.resolve(manifest.objects())));
        BackupKeys.save(secrets, folder);
        BackupManifest manifest =
                new BackupManifest(BackupManifest.FORMAT, now, tables, schemas, list, stored.objects(), stored.bytes());
        manifest.write(folder);
        deleteOthers(folder, Set.of(tables, list));
        store.deleteUnlisted(folder.resolve(list));
        announce.accept("database: %d rows of the schemas %s"
                .formatted(
                        manifest.rows(),
                        String.join(", ", schemas.stream().map(SchemaCopy::name).toList())));
        announce.accept("store: %d objects, %d bytes; %d objects were copied, the others had been before"
                .formatted(stored.objects(), stored.bytes(), stored.transferred()));
        announce.accept(
                secrets.isEmpty()
                        ? "keys: not in this backup; keep the signing keys elsewhere"
                        : "keys: the signing keys and the access token; keep this folder as safe as they are");
    }

    /** Deletes the tables and lists of earlier and of interrupted backups. */
    private static void deleteOthers(Path folder, Set<String> current) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path entry : entries.toList()) {
                String name = String.valueOf(entry.getFileName());
                boolean isPart = name.startsWith(TABLES) || (name.startsWith(OBJECTS) && name.endsWith(LIST));
                if (isPart && !current.contains(name)) {
                    delete(entry);
                }
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
