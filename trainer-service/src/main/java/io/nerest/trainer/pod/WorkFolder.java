package io.nerest.trainer.pod;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Local files of this pod. A killed run resumes from them. */
@ApplicationScoped
public class WorkFolder {
    private final Path root;

    WorkFolder(WorkFolderConfig config) {
        this.root = config.path().toAbsolutePath();
    }

    /** Frames of the current job. */
    public Path frames() throws IOException {
        return Files.createDirectories(root.resolve("frames"));
    }

    /** Validation frames for promotion requests, which are judged while a job runs. */
    public Path promotionFrames() throws IOException {
        return Files.createDirectories(root.resolve("promotion-frames"));
    }

    /** Run folders by training id. */
    public Path runs() throws IOException {
        return Files.createDirectories(root.resolve("runs"));
    }

    /** Folder of a training's run. */
    public Path run(UUID trainingId) throws IOException {
        return runs().resolve(trainingId.toString());
    }

    /** Folder of a run that is being fetched from the object store. */
    public Path fetchedRun(UUID trainingId) throws IOException {
        return runs().resolve(trainingId + ".fetched");
    }

    /** Folder of a copy of a run that is being stored. */
    public Path copiedRun(UUID trainingId) throws IOException {
        return runs().resolve(trainingId + ".copy");
    }

    /** Returns the trainings that have a folder here. */
    public Set<UUID> trainings() throws IOException {
        try (Stream<Path> folders = Files.list(runs())) {
            return folders.flatMap(folder -> trainingOf(folder.getFileName().toString()).stream())
                    .collect(Collectors.toSet());
        }
    }

    /** Returns the training that a folder belongs to by its name; empty if it belongs to none. */
    public Optional<UUID> trainingOf(String name) {
        try {
            return Optional.of(UUID.fromString(name.split("\\.", 2)[0]));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Deletes all folders of a training. */
    public void remove(UUID trainingId) throws IOException {
        remove(run(trainingId));
        remove(fetchedRun(trainingId));
        remove(copiedRun(trainingId));
    }

    /** Downloaded weights by SHA-256. */
    public Path models() throws IOException {
        return Files.createDirectories(root.resolve("models"));
    }

    /** Deletes a folder, if it exists. */
    public void remove(Path run) throws IOException {
        if (!Files.exists(run)) {
            return;
        }
        try (Stream<Path> files = Files.walk(run)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
