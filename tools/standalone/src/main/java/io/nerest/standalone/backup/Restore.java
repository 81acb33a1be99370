package io.nerest.standalone.backup;

import io.nerest.standalone.stack.Endpoints;
import io.nerest.standalone.stack.Installation;
import io.nerest.standalone.stack.Stack;
import io.nerest.standalone.stack.StackSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Restores lost parts of a stack that does not run. What is left of a lost part is moved aside, never deleted. Kafka always
 * starts empty after the loss of PostgreSQL, because the positions in its topics would not fit the older database.
 */
final class Restore {
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);

    private static final int NAMED = 10;

    private final Installation installation;
    private final Path dataDir;
    private final Consumer<String> announce;

    /** @param announce receives a line for each step */
    Restore(Installation installation, Path dataDir, Consumer<String> announce) {
        this.installation = installation;
        this.dataDir = dataDir.toAbsolutePath().normalize();
        this.announce = announce;
    }

    /**
     * Restores parts.
     *
     * @param lost the parts
     * @param backup folder of the backup; needed unless only Kafka is lost
     */
    void run(Set<LostPart> lost, Optional<Path> backup) throws IOException, InterruptedException {
        Path aside = dataDir.resolve("replaced-" + NAME.format(Instant.now(Clock.systemUTC())));
        Optional<BackupManifest> manifest =
                backup.isPresent() ? Optional.of(BackupManifest.read(backup.get())) : Optional.empty();
        if (backup.isPresent()) {
            Files.createDirectories(dataDir);
            BackupKeys.Restored keys = BackupKeys.restore(backup.get(), dataDir);
            announce.accept("keys: %d were missing and are restored".formatted(keys.restored()));
            if (!keys.different().isEmpty()) {
                announce.accept(
                        "keys: %s in %s differ from the backup and stay; models that were signed with the keys of the backup are"
                                        .formatted(String.join(", ", keys.different()), dataDir)
                                + " refused unless these are trusted too");
            }
        }
        for (LostPart part : lost) {
            moveAside(part, aside);
        }
        List<String> damaged;
        try (Stack platform = Stack.startPlatform(installation, settings(), announce)) {
            damaged = restore(lost, backup, manifest, platform.endpoints());
        }
        // A lost Kafka is empty already.
        if (lost.contains(LostPart.POSTGRES) && !lost.contains(LostPart.KAFKA)) {
            moveAside(LostPart.KAFKA, aside);
        }
        announce.accept("restored; start with './nerest up --data-dir " + dataDir
                + "', and publish all models again with POST /api/models/republish of the trainer");
        if (!damaged.isEmpty()) {
            throw new IOException("all is restored except %d objects, whose copies in %s are missing or damaged: %s%s"
                    .formatted(
                            damaged.size(),
                            backup.orElseThrow(),
                            String.join(", ", damaged.subList(0, Math.min(NAMED, damaged.size()))),
                            damaged.size() > NAMED ? ", ..." : ""));
        }
    }

    /** Returns the keys of objects whose copies are missing or damaged. */
    private List<String> restore(
            Set<LostPart> lost, Optional<Path> backup, Optional<BackupManifest> manifest, Endpoints endpoints)
            throws IOException {
        List<String> damaged = List.of();
        DatabaseAddress database = DatabaseAddress.of(endpoints);
        if (lost.contains(LostPart.POSTGRES)) {
            restoreDatabase(backup.orElseThrow(), manifest.orElseThrow(), database);
            if (!lost.contains(LostPart.KAFKA)) {
                SurvivingEvents.Added added = new SurvivingEvents(database, endpoints.kafka())
                        .add(manifest.orElseThrow().createdAt());
                announce.accept("topics: %d frames and %d labels that are newer than the backup"
                        .formatted(added.frames(), added.labels()));
            }
        }
        if (lost.contains(LostPart.STORE)) {
            StoreCopy.Count stored = new StoreCopy(endpoints.addresses().store(), backup.orElseThrow())
                    .restore(backup.orElseThrow().resolve(manifest.orElseThrow().objects()));
            damaged = stored.damaged();
            announce.accept("store: %d of %d objects were missing and are restored"
                    .formatted(stored.transferred(), stored.objects()));
            if (stored.changedTags() > 0) {
                announce.accept(
                        "store: %d objects have another entity tag than in the backup, so frames that name them count as overwritten"
                                .formatted(stored.changedTags()));
            }
        }
        if (lost.contains(LostPart.POSTGRES) || lost.contains(LostPart.KAFKA)) {
            LostEvents.Found found = new LostEvents(database).repeat();
            announce.accept(
                    "events: %d frames and %d labels are sent again, %d scores had not arrived and are made again"
                            .formatted(found.frames(), found.labels(), found.scores()));
        }
        return damaged;
    }

    private void restoreDatabase(Path backup, BackupManifest manifest, DatabaseAddress address) throws IOException {
        SchemaMigrations migrations = new SchemaMigrations(installation, address);
        DatabaseCopy database = new DatabaseCopy(address);
        for (SchemaCopy schema : manifest.schemas()) {
            migrations.apply(schema);
            database.load(schema, backup.resolve(manifest.tables()));
        }
        announce.accept("database: %d rows as of %s".formatted(manifest.rows(), manifest.createdAt()));
    }

    private void moveAside(LostPart part, Path aside) throws IOException {
        Path folder = dataDir.resolve(part.folder());
        if (Files.exists(folder)) {
            Files.createDirectories(aside);
            Files.move(folder, aside.resolve(part.folder()));
            announce.accept(folder + " is moved to " + aside);
        }
    }

    private StackSettings settings() {
        return new StackSettings(
                dataDir, dataDir.resolve("logs"), List.of("fish"), installation.fishBaseCheckpoint(), true);
    }
}
