package io.nerest.cli.bench;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was measured, as it is written to JSON.
 *
 * @param model the file
 * @param network its network
 * @param imgsz side of the images in pixels
 * @param processors that the process may use
 * @param networkAlone the bare network
 * @param files image files, from decoding to boxes
 * @param training the whole training loop; null if no data set was given
 * @param gpuMemoryMb memory in use on the CUDA device after the measurements, of which libtorch releases none before
 *     its process ends, in megabytes; null on a CPU and where the driver does not say
 * @param peakMemoryMb most memory of the whole process, in megabytes; null if the system does not say
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record BenchReport(
        String model,
        String network,
        int imgsz,
        int processors,
        List<NetworkSpeed> networkAlone,
        List<FileSpeed> files,
        @Nullable TrainingSpeed training,
        @Nullable Double gpuMemoryMb,
        @Nullable Double peakMemoryMb) {

    /**
     * The bare network, from bytes of a letterbox to predictions.
     *
     * @param batchMs how long one batch takes, median
     * @param p90Ms how long nine of ten take at most
     */
    record NetworkSpeed(
            String engine,
            int threads,
            int batch,
            double imagesPerSecond,
            double batchMs,
            double bestMs,
            double p90Ms) {}

    /**
     * Image files, from decoding to boxes in original pixels.
     *
     * @param workers files in work at once
     * @param images how many files
     * @param networkImagesPerSecond the bare network's speed on the same threads
     */
    record FileSpeed(
            String engine,
            int workers,
            int threads,
            int images,
            double imagesPerSecond,
            double networkImagesPerSecond) {}

    /**
     * The whole training loop with augmentation.
     *
     * @param imagesPerSecond training images, without the validation
     * @param secondsWaited seconds that the network waited for images, of one epoch
     */
    record TrainingSpeed(int batch, int imgsz, double imagesPerSecond, double secondsWaited) {}
}
