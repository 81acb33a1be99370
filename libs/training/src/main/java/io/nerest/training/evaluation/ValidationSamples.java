package io.nerest.training.evaluation;

import io.nerest.vision.box.Detection;
import io.nerest.vision.box.GroundTruth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A model's detections on a validation set, from which the metrics of any sample of its images are computed, pooled and as
 * the mean over streams. Thread-safe once all images are added.
 */
public final class ValidationSamples {
    /** Precision and recall are given at this confidence. */
    private static final double CONFIDENCE = 0.25;

    private final ImageSamples pooled;
    private final Map<String, Stream> streams = new LinkedHashMap<>();
    private final int[] objects;

    /**
     * Creates samples without objects and detections.
     *
     * @param streamOfImage the stream of each image
     * @param classes number of classes of the data set
     */
    public ValidationSamples(List<String> streamOfImage, int classes) {
        this.pooled = new ImageSamples(streamOfImage.size(), classes);
        this.objects = new int[streamOfImage.size()];
        Map<String, List<Integer>> images = new LinkedHashMap<>();
        for (int image = 0; image < objects.length; image++) {
            images.computeIfAbsent(streamOfImage.get(image), stream -> new ArrayList<>())
                    .add(image);
        }
        images.forEach((stream, own) -> streams.put(
                stream,
                new Stream(own.stream().mapToInt(Integer::intValue).toArray(), new ImageSamples(own.size(), classes))));
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Stream(int[] images, ImageSamples samples) {
        int[] part(int[] times) {
            int[] own = new int[images.length];
            for (int i = 0; i < own.length; i++) {
                own[i] = times[images[i]];
            }
            return own;
        }
    }

    /**
     * Adds the objects and detections of one image.
     *
     * @param image index from 0; each at most once
     * @throws IllegalArgumentException if the image is not of the stream
     */
    public void add(int image, String stream, List<GroundTruth> truths, List<Detection> found) {
        objects[image] = truths.size();
        pooled.add(image, truths, found);
        Stream own = streams.get(stream);
        int place = own == null ? -1 : Arrays.binarySearch(own.images, image);
        if (own == null || place < 0) {
            throw new IllegalArgumentException("image " + image + " is not of the stream " + stream);
        }
        own.samples.add(place, truths, found);
    }

    /** Must be called after the last image and before the first sample. */
    public void complete() {
        pooled.complete();
        streams.values().forEach(stream -> stream.samples.complete());
    }

    public int images() {
        return objects.length;
    }

    /**
     * Returns the metrics over all objects of a sample; all 0 if it has none.
     *
     * @param times how often the sample contains each image
     */
    public SampleMetrics pooled(int[] times) {
        return pooled.of(times, CONFIDENCE);
    }

    /** Returns the mean of the metrics of the streams that have objects in a sample; all 0 if there is none. */
    public SampleMetrics streamMean(int[] times) {
        double precision = 0;
        double recall = 0;
        double map50 = 0;
        double map50To95 = 0;
        int counted = 0;
        for (Stream stream : streams.values()) {
            if (hasObjects(stream, times)) {
                SampleMetrics own = stream.samples.of(stream.part(times), CONFIDENCE);
                precision += own.precision();
                recall += own.recall();
                map50 += own.map50();
                map50To95 += own.map50To95();
                counted++;
            }
        }
        int by = Math.max(1, counted);
        return new SampleMetrics(precision / by, recall / by, map50 / by, map50To95 / by);
    }

    private boolean hasObjects(Stream stream, int[] times) {
        for (int image : stream.images) {
            if (times[image] > 0 && objects[image] > 0) {
                return true;
            }
        }
        return false;
    }
}
