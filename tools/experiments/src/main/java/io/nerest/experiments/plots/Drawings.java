package io.nerest.experiments.plots;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Draws plots and pages one by one. A failure is recorded and does not stop the others. */
public final class Drawings {
    private final List<Drawing> drawn = new ArrayList<>();
    private final List<NotDrawn> failed = new ArrayList<>();

    /** Draws one file; returns empty if there is no data to show. */
    @FunctionalInterface
    public interface Attempt {
        Optional<Drawing> draw(Path file) throws IOException;
    }

    /** Draws a file, or records the failure. */
    public void attempt(Path file, Attempt attempt) {
        try {
            attempt.draw(file).ifPresent(drawn::add);
        } catch (IOException | RuntimeException | LinkageError | InternalError e) {
            // The two errors are those of Java without fonts. No failure to draw may lose the measurements.
            failed.add(NotDrawn.of(file, e));
        }
    }

    /** The drawings in the order of the page. */
    public List<Drawing> drawn() {
        return List.copyOf(drawn);
    }

    public List<NotDrawn> failed() {
        return List.copyOf(failed);
    }
}
