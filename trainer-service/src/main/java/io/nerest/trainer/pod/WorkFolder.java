package io.nerest.trainer.pod;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
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

    /** Downloaded weights by SHA-256. */
    public Path models() throws IOException {
        return Files.createDirectories(root.resolve("models"));
    }

    /** Deletes a run folder, if it exists. */
    public void remove(Path run) throws IOException {
        if (!Files.exists(run)) {
            return;
        }
        try (Stream<Path> files = Files.walk(run)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
