package io.nerest.arguments.training;

import io.nerest.arguments.Argument;
import io.nerest.arguments.InvalidArgumentException;

/**
 * Inputs, outputs, seed and compute resources of a training run.
 *
 * @param model network to start with fresh weights, such as {@code yolov8n.yaml}, an architecture file, or a weights file
 * @param data data set: a {@code data.yaml}, or a folder in VOC or COCO layout
 * @param pretrained {@code true} loads the weights of a file given as {@code model}, {@code false} starts with fresh
 *     weights; otherwise the weights file to load
 * @param distill weights of a trained teacher whose outputs and features the network imitates too; empty for none
 * @param resume {@code false}; {@code true} for the run of this project and name; or the folder of the run
 * @param project folder that holds runs
 * @param name folder of the run in {@code project}; a number is appended if it is taken
 * @param existOk whether an existing run folder is written into
 * @param savePeriod save weights every this many epochs, besides best and last; -1 disables it
 * @param val whether each epoch ends with a validation; the last one always does
 * @param plots whether curves and sample batches are drawn
 * @param seed seed of the data order, the augmentation and fresh weights
 * @param deterministic always true: equal seeds give equal weights on one machine at one thread count
 * @param device {@code cpu}, the index of a CUDA device, or {@code auto}: the GPU if it works, else the CPU
 * @param amp whether convolutions compute in bfloat16 if the device does so faster
 * @param threads compute threads on the CPU; 0 for one per core
 * @param workers threads that prepare batches, at most one per core; 0 to prepare them in the training thread
 * @param cache {@code ram} (or {@code true}) caches decoded images within a memory budget; {@code false} keeps only the
 *     most recent ones, so that each image is decoded about once per epoch
 */
public record RunArguments(
        @Argument(
                defaultValue = "yolov8n.yaml",
                help = "network or architecture file (.yaml) to start with fresh weights, or a weights file")
        String model,

        @Argument(defaultValue = "", help = "data set: a data.yaml, or a folder in VOC or COCO layout")
        String data,

        @Argument(defaultValue = "true", help = "load the weights of model, or of the file given here")
        String pretrained,

        @Argument(
                defaultValue = "",
                help =
                        "weights of a teacher whose outputs and features the network imitates; in a campaign the id of a model")
        String distill,

        @Argument(defaultValue = "false", help = "resume a stopped run: true, or the folder of the run")
        String resume,

        @Argument(defaultValue = "runs/detect", help = "folder that holds runs")
        String project,

        @Argument(defaultValue = "train", help = "folder of the run in project")
        String name,

        @Argument(defaultValue = "false", help = "write into the run folder even if it exists")
        boolean existOk,

        @Argument(
                defaultValue = "-1",
                min = -1,
                max = 1_000_000,
                help = "save weights every this many epochs, besides best and last; -1 disables it")
        int savePeriod,

        @Argument(defaultValue = "true", help = "validate after each epoch")
        boolean val,

        @Argument(defaultValue = "true", help = "draw curves and sample batches")
        boolean plots,

        @Argument(defaultValue = "0", min = 0, help = "seed of data order, augmentation and fresh weights")
        long seed,

        @Argument(defaultValue = "true", help = "always true: equal seeds give equal weights")
        boolean deterministic,

        @Argument(
                defaultValue = "cpu",
                help = "cpu, the index of a CUDA device, or auto: the GPU if it works, else the CPU")
        String device,

        @Argument(defaultValue = "true", help = "compute in bfloat16 if the device does so faster")
        boolean amp,

        @Argument(defaultValue = "0", min = 0, max = 1024, help = "compute threads on the CPU; 0 for one per core")
        int threads,

        @Argument(
                defaultValue = "8",
                min = 0,
                max = 1024,
                help = "threads that prepare batches, at most one per core; 0 prepares them in the training thread")
        int workers,

        @Argument(
                defaultValue = "ram",
                choices = {"ram", "true", "false"},
                help = "ram caches decoded images within a memory budget; false keeps only the most recent ones")
        String cache) {

    public RunArguments {
        if (model.isBlank()) {
            throw InvalidArgumentException.ofValue(
                    "model", model, "name a network such as yolov8n.yaml, or a weights file");
        }
        if (name.isBlank() || name.contains("/") || name.contains("\\") || name.equals("..") || name.equals(".")) {
            throw InvalidArgumentException.ofValue("name", name, "must be a folder name without a path");
        }
        if (savePeriod == 0) {
            throw InvalidArgumentException.ofValue("save_period", savePeriod, "must be -1, or at least 1");
        }
        if (!deterministic) {
            throw InvalidArgumentException.ofValue(
                    "deterministic", false, "runs are always deterministic at one thread count; remove the argument");
        }
    }

    /** Whether the run resumes an earlier one. */
    public boolean isResumed() {
        return !resume.equalsIgnoreCase("false");
    }

    /** Whether decoded images are cached in memory. */
    public boolean cachesImages() {
        return !cache.equals("false");
    }
}
