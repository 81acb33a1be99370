package io.nerest.trainer.run;

import io.nerest.arguments.training.TrainingArguments;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The training arguments that a request may set: how to train, not where files lie on this machine. */
public final class RequestedArguments {
    private static final Set<String> OURS =
            Set.of("model", "data", "project", "name", "resume", "pretrained", "exist_ok", "device", "save_period");

    private RequestedArguments() {}

    /**
     * Checks what a request sets.
     *
     * @throws IllegalArgumentException where an argument is unknown, has no sense, or is not for a request to set
     */
    public static TrainingArguments check(Map<String, String> requested) {
        Set<String> refused = new TreeSet<>(requested.keySet());
        refused.retainAll(OURS);
        if (!refused.isEmpty()) {
            throw new IllegalArgumentException("a request cannot set " + refused + ": the trainer does");
        }
        return TrainingArguments.parse(requested);
    }

    /**
     * All arguments of a run, which goes on where an earlier attempt stopped.
     *
     * @param base weights to start from
     * @param project folder of the runs
     * @param name of this run's folder in it
     */
    static TrainingArguments complete(
            Map<String, String> requested, Path base, Path project, String name, String device) {
        Map<String, String> all = new TreeMap<>(requested);
        all.put("model", base.toString());
        all.put("project", project.toString());
        all.put("name", name);
        all.put("exist_ok", "true");
        all.put("device", device);
        all.put("data", "snapshot");
        if (Files.isRegularFile(project.resolve(name).resolve("weights/resume.safetensors"))) {
            all.put("resume", "true");
        }
        return TrainingArguments.parse(all);
    }
}
