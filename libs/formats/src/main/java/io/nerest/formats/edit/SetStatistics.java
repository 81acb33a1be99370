package io.nerest.formats.edit;

import io.nerest.formats.model.AnnotatedBox;
import io.nerest.formats.model.AnnotatedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Counts of some images.
 *
 * @param images number of images
 * @param empty images without a box
 * @param boxes number of boxes
 * @param mostBoxes boxes of the fullest image
 * @param sizes of the boxes at the 10th, 50th and 90th percentile: the square root of a box's share of its image; empty
 *     without boxes
 */
public record SetStatistics(int images, int empty, int boxes, int mostBoxes, List<Double> sizes) {

    public SetStatistics {
        sizes = List.copyOf(sizes);
    }

    /** Counts images, of all classes or of one. */
    public static SetStatistics of(List<AnnotatedImage> images, Function<AnnotatedBox, Boolean> counted) {
        int empty = 0;
        int most = 0;
        List<Double> sizes = new ArrayList<>();
        for (AnnotatedImage image : images) {
            int own = 0;
            for (AnnotatedBox box : image.boxes()) {
                if (counted.apply(box)) {
                    own++;
                    sizes.add(Math.sqrt(box.width() * box.height()));
                }
            }
            empty += own == 0 ? 1 : 0;
            most = Math.max(most, own);
        }
        sizes.sort(null);
        return new SetStatistics(
                images.size(),
                empty,
                sizes.size(),
                most,
                sizes.isEmpty() ? List.of() : List.of(at(sizes, .1), at(sizes, .5), at(sizes, .9)));
    }

    private static double at(List<Double> sorted, double share) {
        return sorted.get((int) Math.min(sorted.size() - 1L, Math.round(share * (sorted.size() - 1))));
    }

    /** Counts by group, in the order of their names. */
    public static Map<String, SetStatistics> by(List<AnnotatedImage> images, Function<AnnotatedImage, String> group) {
        Map<String, List<AnnotatedImage>> groups = new TreeMap<>();
        images.forEach(image -> groups.computeIfAbsent(group.apply(image), name -> new ArrayList<>())
                .add(image));
        Map<String, SetStatistics> statistics = new TreeMap<>();
        groups.forEach((name, own) -> statistics.put(name, of(own, box -> true)));
        return statistics;
    }

    /** Share of images without a box, 0 to 1. */
    public double emptyShare() {
        return images == 0 ? 0 : (double) empty / images;
    }

    /** Mean number of boxes of an image. */
    public double boxesPerImage() {
        return images == 0 ? 0 : (double) boxes / images;
    }

    /** Column names of {@link #row}. */
    public static String header(String group) {
        return String.format(
                Locale.ROOT,
                "%-24s %9s %8s %9s %9s %6s  %s",
                group,
                "images",
                "empty",
                "objects",
                "per image",
                "most",
                "size 10/50/90 %");
    }

    /** One line of a table. */
    public String row(String name) {
        return String.format(
                Locale.ROOT,
                "%-24s %,9d %7.1f%% %,9d %9.2f %6d  %s",
                name.isEmpty() ? "(none)" : name,
                images,
                100 * emptyShare(),
                boxes,
                boxesPerImage(),
                mostBoxes,
                sizes.isEmpty()
                        ? "-"
                        : String.format(Locale.ROOT, "%.3f/%.3f/%.3f", sizes.get(0), sizes.get(1), sizes.get(2)));
    }
}
