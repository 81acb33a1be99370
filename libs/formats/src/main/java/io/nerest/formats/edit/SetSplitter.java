package io.nerest.formats.edit;

import io.nerest.formats.model.AnnotatedImage;
import io.nerest.formats.model.AnnotationSet;
import io.nerest.formats.model.Split;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Divides a data set into train, val and test.
 *
 * @param by what stays together
 * @param val share of the images, 0 to below 1
 * @param test share of the images, 0 to below 1
 * @param seed of everything drawn at random
 */
public record SetSplitter(By by, double val, double test, long seed) {

    /** Unit of the split. */
    public enum By {
        /** All images of a camera: a model is measured on cameras that it has not seen. */
        CAMERA,
        /** The last images of each camera: a model is measured on what comes after its training. */
        TIME,
        /** Nothing. Neighbouring frames of a camera are near copies, so that the metrics are too good. */
        RANDOM
    }

    public SetSplitter {
        if (!(val >= 0 && test >= 0 && val + test < 1)) {
            throw new IllegalArgumentException(
                    "--val=%s --test=%s: shares must be 0 or more, and below 1 together".formatted(val, test));
        }
    }

    /**
     * Returns the data set with its new splits.
     *
     * @param stream the camera of an image
     * @param capturedAt when it was captured; without a time, names give the order
     * @throws IllegalArgumentException if there are too few cameras for a split by camera
     */
    public AnnotationSet apply(
            AnnotationSet set,
            Function<AnnotatedImage, String> stream,
            Function<AnnotatedImage, Optional<Instant>> capturedAt) {
        Map<String, List<AnnotatedImage>> streams = new TreeMap<>();
        set.images()
                .forEach(image -> streams.computeIfAbsent(stream.apply(image), name -> new ArrayList<>())
                        .add(image));
        Map<AnnotatedImage, Split> splits = new HashMap<>();
        switch (by) {
            case CAMERA -> byCamera(streams, set.images().size(), splits);
            case TIME ->
                streams.values()
                        .forEach(images -> inOrder(
                                images.stream().sorted(byTime(capturedAt)).toList(), splits));
            case RANDOM -> {
                List<AnnotatedImage> shuffled = new ArrayList<>(set.images());
                shuffled.sort(Comparator.comparing(AnnotatedImage::name));
                Collections.shuffle(shuffled, new Random(seed));
                inOrder(shuffled, splits);
            }
        }
        return set.withImages(set.images().stream()
                .map(image -> image.in(splits.getOrDefault(image, Split.TRAIN)))
                .toList());
    }

    private static Comparator<AnnotatedImage> byTime(Function<AnnotatedImage, Optional<Instant>> capturedAt) {
        return Comparator.comparing(
                        (AnnotatedImage image) -> capturedAt.apply(image).orElse(Instant.EPOCH))
                .thenComparing(AnnotatedImage::name);
    }

    /** The last images are test, those before them val. */
    private void inOrder(List<AnnotatedImage> images, Map<AnnotatedImage, Split> splits) {
        int testFrom = images.size() - (int) Math.round(test * images.size());
        int valFrom = Math.max(0, testFrom - (int) Math.round(val * images.size()));
        for (int i = 0; i < images.size(); i++) {
            splits.put(images.get(i), i >= testFrom ? Split.TEST : i >= valFrom ? Split.VAL : Split.TRAIN);
        }
    }

    /** Streams in random order fill val and test; each takes a stream if it comes closer to its share by it. */
    private void byCamera(Map<String, List<AnnotatedImage>> streams, int images, Map<AnnotatedImage, Split> splits) {
        int needed = 1 + (val > 0 ? 1 : 0) + (test > 0 ? 1 : 0);
        if (streams.size() < needed) {
            throw new IllegalArgumentException(
                    "the data set has %d cameras (%s), but a split by camera needs %d; use --by=time, or name the camera in the"
                                    .formatted(streams.size(), String.join(", ", streams.keySet()), needed)
                            + " files' names (CAMERA_000001.jpg)");
        }
        List<String> order = new ArrayList<>(streams.keySet());
        Collections.shuffle(order, new Random(seed));
        Map<Split, Double> wanted = new LinkedHashMap<>();
        wanted.put(Split.TEST, test * images);
        wanted.put(Split.VAL, val * images);
        for (Map.Entry<Split, Double> share : wanted.entrySet()) {
            if (share.getValue() > 0) {
                int left = share.getKey() == Split.TEST && val > 0 ? 2 : 1;
                take(share.getKey(), share.getValue(), left, order, streams, splits);
            }
        }
        order.forEach(name -> streams.getOrDefault(name, List.of()).forEach(image -> splits.put(image, Split.TRAIN)));
    }

    private static void take(
            Split split,
            double wanted,
            int left,
            List<String> order,
            Map<String, List<AnnotatedImage>> streams,
            Map<AnnotatedImage, Split> splits) {
        double taken = 0;
        for (int i = 0; i < order.size() && order.size() > left; ) {
            List<AnnotatedImage> images = streams.getOrDefault(order.get(i), List.of());
            boolean closer = Math.abs(taken + images.size() - wanted) < Math.abs(taken - wanted);
            if (closer) {
                images.forEach(image -> splits.put(image, split));
                taken += images.size();
                order.remove(i);
            } else {
                i++;
            }
        }
        if (taken == 0) {
            // Every stream is larger than twice the share: the smallest is the closest.
            String smallest = Collections.min(
                    order,
                    Comparator.comparingInt(
                            name -> streams.getOrDefault(name, List.of()).size()));
            order.remove(smallest);
            streams.getOrDefault(smallest, List.of()).forEach(image -> splits.put(image, split));
        }
    }
}
