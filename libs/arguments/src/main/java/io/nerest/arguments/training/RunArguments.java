package io.nerest.arguments.training;

import io.nerest.arguments.Argument;

/**
 * What is trained, from what, where it runs, and where its results go.
 *
 * @param model a family member to start fresh, such as {@code yolov8n.yaml}, or a weights file to start from
 * @param data data set: a {@code data.yaml}, or a folder in VOC's or COCO's order
 * @param pretrained {@code true} takes over what a weights file given as model holds, {@code false} starts afresh; or the
 *     weights file to take over
 * @param resume {@code false}; {@code true} for the run of this project and name; or the run's folder
 * @param project folder that holds runs
 * @param name the run's folder in it; a number is added where it is taken
 * @param existOk whether a folder that is there is written into
 * @param savePeriod epochs between weights kept besides best and last; -1 keeps none
 * @param val whether each epoch ends with a validation; the last one always does
 * @param plots whether pictures and curves are drawn
 * @param seed of order, augmentation and fresh weights
 * @param deterministic always true: equal seeds give equal runs on one machine at one thread count
 * @param device {@code cpu}, or the number of a CUDA device
 * @param amp whether convolutions compute in bfloat16 where the device does so faster
 * @param threads compute threads on the CPU; 0 for one a core
 * @param workers threads that prepare batches, at most one a core
 * @param cache {@code ram} keeps decoded pictures within a budget of memory, {@code false} only the latest few, so that
 *     each is decoded once an epoch
 */
public record RunArguments(
        @Argument(byDefault = "yolov8n.yaml", help = "family member to start fresh, or weights file to start from")
        String model,

        @Argument(byDefault = "", help = "data set: a data.yaml, or a folder in VOC's or COCO's order")
        String data,

        @Argument(byDefault = "true", help = "take over the model's weights, or those of the file given here")
        String pretrained,

        @Argument(byDefault = "false", help = "go on with a run that stopped: true, or its folder")
        String resume,

        @Argument(byDefault = "runs/detect", help = "folder that holds runs")
        String project,

        @Argument(byDefault = "train", help = "the run's folder in it")
        String name,

        @Argument(byDefault = "false", help = "write into the run's folder even if it is there")
        boolean existOk,

        @Argument(byDefault = "-1", min = -1, help = "epochs between weights kept besides best and last; -1 keeps none")
        int savePeriod,

        @Argument(byDefault = "true", help = "validate after each epoch")
        boolean val,

        @Argument(byDefault = "true", help = "draw curves and batches")
        boolean plots,

        @Argument(byDefault = "0", min = 0, help = "seed of order, augmentation and fresh weights")
        long seed,

        @Argument(byDefault = "true", help = "always true: equal seeds give equal runs")
        boolean deterministic,

        @Argument(byDefault = "cpu", help = "cpu, or the number of a CUDA device")
        String device,

        @Argument(byDefault = "true", help = "compute in bfloat16 where the device does so faster")
        boolean amp,

        @Argument(byDefault = "0", min = 0, max = 1024, help = "compute threads on the CPU; 0 for one a core")
        int threads,

        @Argument(byDefault = "8", min = 1, max = 1024, help = "threads that prepare batches, at most one a core")
        int workers,

        @Argument(byDefault = "ram", help = "ram keeps decoded pictures within a budget, false decodes them every time")
        String cache) {

    public RunArguments {
        if (model.isBlank()) {
            throw new IllegalArgumentException("model=: name a family member such as yolov8n.yaml, or a weights file");
        }
        if (name.isBlank() || name.contains("/") || name.contains("\\") || name.equals("..") || name.equals(".")) {
            throw new IllegalArgumentException("name=" + name + ": must be a folder's name without a path");
        }
        if (savePeriod == 0) {
            throw new IllegalArgumentException("save_period=0: must be -1, or at least 1");
        }
        if (!deterministic) {
            throw new IllegalArgumentException(
                    "deterministic=False: runs always repeat bit for bit at one thread count; leave it out");
        }
        if (!cache.equalsIgnoreCase("ram") && !cache.equalsIgnoreCase("true") && !cache.equalsIgnoreCase("false")) {
            throw new IllegalArgumentException("cache=" + cache + ": must be ram or false");
        }
    }

    /** Whether a run that stopped goes on. */
    public boolean isResumed() {
        return !resume.equalsIgnoreCase("false");
    }

    /** Whether decoded pictures are kept in memory. */
    public boolean cachesPictures() {
        return !cache.equalsIgnoreCase("false");
    }
}
