package io.nerest.trainer.run;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Where this pod keeps what it works on; a run that was killed is taken up from here. */
@ApplicationScoped
public class WorkFolder {
    private final Path root;

    WorkFolder(@ConfigProperty(name = "nerest.work-dir", defaultValue = "build/trainer") Path root) {
        this.root = root.toAbsolutePath();
    }

    Path frames() throws IOException {
        return Files.createDirectories(root.resolve("frames"));
    }

    /** Frames that what is live is measured on when a campaign is over; a training beside it keeps its own. */
    Path promotionFrames() throws IOException {
        return Files.createDirectories(root.resolve("promotion-frames"));
    }

    Path runs() throws IOException {
        return Files.createDirectories(root.resolve("runs"));
    }

    /** Weights that were fetched from the store, by the model's name. */
    public Path models() throws IOException {
        return Files.createDirectories(root.resolve("models"));
    }

    /** Removes a run that is over: its results lie in the store. */
    void remove(Path run) throws IOException {
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
