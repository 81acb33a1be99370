package io.nerest.formats.edit;

import io.nerest.formats.model.AnnotatedImage;
import io.nerest.formats.model.AnnotationSet;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Data sets as one. Classes are matched by name. */
public final class MergedSets {
    private MergedSets() {}

    /**
     * Merges data sets.
     *
     * @param sets by a name that is put before an image's name if another data set has an image of the same name and split
     */
    public static AnnotationSet of(Map<String, AnnotationSet> sets) {
        Set<String> classes = new LinkedHashSet<>();
        Set<String> taken = new HashSet<>();
        List<AnnotatedImage> images = new ArrayList<>();
        sets.forEach((name, set) -> {
            classes.addAll(set.classNames());
            for (AnnotatedImage image : set.images()) {
                AnnotatedImage own = image;
                for (int number = 1; !taken.add(own.stem()); number++) {
                    own = image.named(name + (number == 1 ? "" : "-" + number) + "/" + image.name());
                }
                images.add(own);
            }
        });
        return new AnnotationSet(new ArrayList<>(classes), images);
    }
}
