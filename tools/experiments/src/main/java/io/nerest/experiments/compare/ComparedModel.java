package io.nerest.experiments.compare;

import io.nerest.arguments.training.TrainingArguments;
import io.nerest.training.run.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A model to compare: the best weights of a training run, or a weights file.
 *
 * @param given as it was named
 * @param weights its file
 * @param run the folder that it was trained in; null for a weights file alone
 */
record ComparedModel(String given, Path weights, @Nullable RunFolder run) {

    /**
     * Finds the model.
     *
     * @param path a folder of {@code nerest detect train}, or a weights file
     * @throws NoSuchFileException where there is nothing
     * @throws IllegalArgumentException where the folder is of no training run, or holds no weights yet
     */
    static ComparedModel find(Path path) throws IOException {
        if (!Files.exists(path)) {
            throw new NoSuchFileException(path.toString());
        }
        if (Files.isRegularFile(path)) {
            return new ComparedModel(path.toString(), path, runOf(path));
        }
        RunFolder run = new RunFolder(path);
        if (!Files.isRegularFile(run.best())) {
            throw new IllegalArgumentException(
                    Files.isRegularFile(run.arguments())
                            ? path + " is a training run without weights: " + run.best()
                                    + " does not exist; its first epoch may not be over yet"
                            : path
                                    + " is not the folder of a training run: it holds no weights/best.safetensors; name a"
                                    + " folder of 'nerest detect train', or a weights file");
        }
        return new ComparedModel(path.toString(), run.best(), run);
    }

    /** The arguments it was trained with, where they are known. */
    Optional<TrainingArguments> arguments() throws IOException {
        return run == null || !Files.isRegularFile(run.arguments())
                ? Optional.empty()
                : Optional.of(run.readArguments());
    }

    /** Epoch by epoch, where the run has left its table. */
    Optional<Path> results() {
        return run == null || !Files.isRegularFile(run.results()) ? Optional.empty() : Optional.of(run.results());
    }

    /** The run whose {@code weights} folder the file lies in. */
    private static @Nullable RunFolder runOf(Path file) {
        Path folder = file.toAbsolutePath().normalize().getParent();
        Path above = folder == null ? null : folder.getParent();
        if (above == null || !folder.endsWith("weights")) {
            return null;
        }
        RunFolder run = new RunFolder(above);
        return Files.isRegularFile(run.arguments()) ? run : null;
    }
}
