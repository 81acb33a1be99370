package io.nerest.experiments.plots;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Plots and pages as they come to be drawn: one that cannot be is put down, and the others go on. */
public final class Drawings {
    private final List<Drawing> drawn = new ArrayList<>();
    private final List<NotDrawn> failed = new ArrayList<>();

    /** Draws one file; nothing where there is nothing to show. */
    @FunctionalInterface
    public interface Attempt {
        Optional<Drawing> draw(Path file) throws IOException;
    }

    /** Has a file drawn. */
    public void attempt(Path file, Attempt attempt) {
        try {
            attempt.draw(file).ifPresent(drawn::add);
        } catch (IOException | RuntimeException | LinkageError | InternalError e) {
            // The two errors are Java's where a machine lacks fonts. Whatever it is, what was measured is worth more.
            failed.add(NotDrawn.of(file, e));
        }
    }

    /** What was drawn, in the order to be looked at. */
    public List<Drawing> drawn() {
        return List.copyOf(drawn);
    }

    public List<NotDrawn> failed() {
        return List.copyOf(failed);
    }
}
