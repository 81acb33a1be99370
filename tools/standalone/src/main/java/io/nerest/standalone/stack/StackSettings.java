package io.nerest.standalone.stack;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Settings of a stack.
 *
 * @param dataDir state of all parts; a later start continues from it
 * @param logFolder folder with one log file per part
 * @param classNames names of the detector's classes, by class id
 * @param baseCheckpoint weights that every training starts from
 * @param durable whether the database waits for the disk at every commit
 * @param extra environment variables of all services, in addition to the launcher's own; they take precedence
 */
public record StackSettings(
        Path dataDir,
        Path logFolder,
        List<String> classNames,
        Path baseCheckpoint,
        boolean durable,
        Map<String, String> extra) {
    public StackSettings {
        dataDir = dataDir.toAbsolutePath().normalize();
        logFolder = logFolder.toAbsolutePath().normalize();
        baseCheckpoint = baseCheckpoint.toAbsolutePath().normalize();
        classNames = List.copyOf(classNames);
        extra = Map.copyOf(extra);
        if (classNames.isEmpty()) {
            throw new IllegalArgumentException("a stack needs at least one class name");
        }
    }

    public StackSettings(Path dataDir, Path logFolder, List<String> classNames, Path baseCheckpoint, boolean durable) {
        this(dataDir, logFolder, classNames, baseCheckpoint, durable, Map.of());
    }
}
