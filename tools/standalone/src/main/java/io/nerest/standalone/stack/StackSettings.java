package io.nerest.standalone.stack;

import java.nio.file.Path;
import java.util.List;

/**
 * What a stack is started with.
 *
 * @param dataDir state of all parts; survives restarts
 * @param logFolder a log file a part
 * @param classNames what the detector looks for, by class id
 * @param baseCheckpoint weights that every training starts from
 * @param durable whether the database waits for the disk at every commit
 */
public record StackSettings(
        Path dataDir, Path logFolder, List<String> classNames, Path baseCheckpoint, boolean durable) {
    public StackSettings {
        dataDir = dataDir.toAbsolutePath().normalize();
        logFolder = logFolder.toAbsolutePath().normalize();
        baseCheckpoint = baseCheckpoint.toAbsolutePath().normalize();
        classNames = List.copyOf(classNames);
        if (classNames.isEmpty()) {
            throw new IllegalArgumentException("a stack needs at least one class name");
        }
    }
}
