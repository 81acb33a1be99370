package io.nerest.standalone.stack;

import java.nio.file.Path;
import java.util.ArrayList;
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
 * @param replicas further processes of a service by its name: {@code scoring: 1} starts {@code scoring} and
 *     {@code scoring-2}
 * @param console whether the web console is started too
 * @param extra environment variables of all services, in addition to the launcher's own; they take precedence
 * @param trial what a trial changes
 */
public record StackSettings(
        Path dataDir,
        Path logFolder,
        List<String> classNames,
        Path baseCheckpoint,
        boolean durable,
        Map<String, Integer> replicas,
        boolean console,
        Map<String, String> extra,
        TrialChanges trial) {
    public StackSettings {
        dataDir = dataDir.toAbsolutePath().normalize();
        logFolder = logFolder.toAbsolutePath().normalize();
        baseCheckpoint = baseCheckpoint.toAbsolutePath().normalize();
        classNames = List.copyOf(classNames);
        replicas = Map.copyOf(replicas);
        extra = Map.copyOf(extra);
        if (classNames.isEmpty()) {
            throw new IllegalArgumentException("a stack needs at least one class name");
        }
    }

    public StackSettings(Path dataDir, Path logFolder, List<String> classNames, Path baseCheckpoint, boolean durable) {
        this(dataDir, logFolder, classNames, baseCheckpoint, durable, Map.of());
    }

    public StackSettings(
            Path dataDir,
            Path logFolder,
            List<String> classNames,
            Path baseCheckpoint,
            boolean durable,
            Map<String, String> extra) {
        this(dataDir, logFolder, classNames, baseCheckpoint, durable, Map.of(), extra);
    }

    public StackSettings(
            Path dataDir,
            Path logFolder,
            List<String> classNames,
            Path baseCheckpoint,
            boolean durable,
            Map<String, Integer> replicas,
            Map<String, String> extra) {
        this(dataDir, logFolder, classNames, baseCheckpoint, durable, replicas, false, extra, TrialChanges.NONE);
    }

    /** Returns the same settings with the web console. */
    public StackSettings withConsole() {
        return new StackSettings(dataDir, logFolder, classNames, baseCheckpoint, durable, replicas, true, extra, trial);
    }

    /** Returns the same settings with the changes of a trial. */
    public StackSettings with(TrialChanges changes) {
        return new StackSettings(
                dataDir, logFolder, classNames, baseCheckpoint, durable, replicas, console, extra, changes);
    }

    /** Returns the names of the processes that are replicas of a service. */
    List<String> replicaNames() {
        List<String> names = new ArrayList<>();
        Endpoints.SERVICES.forEach(service -> {
            for (int i = 0; i < replicas.getOrDefault(service, 0); i++) {
                names.add(service + "-" + (i + 2));
            }
        });
        return names;
    }
}
