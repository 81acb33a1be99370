package io.nerest.training.run;

import io.nerest.arguments.training.TrainingArguments;
import io.nerest.detector.model.TrainedNetwork;
import io.nerest.training.network.Teacher;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The teacher that the argument {@code distill} names. */
final class DistillationTeacher {
    private DistillationTeacher() {}

    /**
     * Reads the teacher; empty if none is named.
     *
     * @throws IllegalArgumentException if it has other classes than the data set
     * @throws IOException if its weights cannot be read
     */
    static Optional<Teacher> read(TrainingArguments arguments, List<String> classNames) throws IOException {
        String file = arguments.run().distill();
        if (file.isBlank()) {
            return Optional.empty();
        }
        TrainedNetwork network = TrainedNetwork.read(Path.of(file));
        if (!network.classNames().equals(classNames)) {
            throw new IllegalArgumentException(
                    "distill=%s: the teacher has the classes %s, the data set %s; train a teacher"
                                    .formatted(file, network.classNames(), classNames)
                            + " on the same classes");
        }
        return Optional.of(new Teacher(network, arguments.optimization().distillGain()));
    }

    static String note(Teacher teacher) {
        return String.format(
                Locale.ROOT,
                "distillation: the network imitates %s, %,d parameters, with a gain of %s",
                teacher.network().description().name(),
                teacher.network().description().parameters(),
                teacher.gain());
    }
}
