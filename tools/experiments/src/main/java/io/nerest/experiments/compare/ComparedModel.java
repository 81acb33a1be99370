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
 * @param given as it was given
 * @param weights its file
 * @param run the folder of its training run; null for a weights file alone
 */
record ComparedModel(String given, Path weights, @Nullable RunFolder run) {

    /**
     * Finds the model.
     *
     * @param path a folder of {@code nerest detect train}, or a weights file
     * @throws NoSuchFileException if the path does not exist
     * @throws IllegalArgumentException if the folder is not that of a training run, or has no weights yet
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
                                    + " does not exist; its first epoch may not be finished"
                            : path
                                    + " is not the folder of a training run: it has no weights/best.safetensors; name a"
                                    + " folder of 'nerest detect train', or a weights file");
        }
        return new ComparedModel(path.toString(), run.best(), run);
    }

    /** The arguments of its training, if they are known. */
    Optional<TrainingArguments> arguments() throws IOException {
        return run == null || !Files.isRegularFile(run.arguments())
                ? Optional.empty()
                : Optional.of(run.readArguments());
    }

    /** The metrics of its training by epoch, if the run has a table. */
    Optional<Path> results() {
        return run == null || !Files.isRegularFile(run.results()) ? Optional.empty() : Optional.of(run.results());
    }

    /** The run whose {@code weights} folder contains the file. */
    private static @Nullable RunFolder runOf(Path file) {
        Path folder = file.toAbsolutePath().normalize().getParent();
        Path above = folder == null ? null : folder.getParent();
        if (folder == null || above == null || !folder.endsWith("weights")) {
            return null;
        }
        RunFolder run = new RunFolder(above);
        return Files.isRegularFile(run.arguments()) ? run : null;
    }
}
