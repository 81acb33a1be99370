package io.nerest.formats;

import io.nerest.formats.model.AnnotatedImage;
import io.nerest.formats.model.AnnotationSet;
import io.nerest.formats.model.AnnotationWriter;
import io.nerest.formats.model.FormatException;
import io.nerest.formats.model.Split;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Names by which no two images of a data set have the same path in a format. */
final class DistinctImages {
    private DistinctImages() {}

    /**
     * Names are unique within a split only: where a format has one folder for all splits, images of the same name get their
     * split's name before their own.
     *
     * @throws FormatException if two images still have the same path
     */
    static AnnotationSet of(AnnotationSet set, AnnotationWriter writer) throws FormatException {
        Map<String, Integer> uses = new HashMap<>();
        set.images().forEach(image -> uses.merge(writer.imagePath(image), 1, Integer::sum));
        if (uses.size() == set.images().size()) {
            return set;
        }
        Map<String, AnnotatedImage> paths = new HashMap<>();
        List<AnnotatedImage> images = new ArrayList<>();
        for (AnnotatedImage image : set.images()) {
            boolean repeated = uses.getOrDefault(writer.imagePath(image), 0) > 1;
            AnnotatedImage own = repeated && image.split() != Split.NONE
                    ? image.named(image.split().label() + "/" + image.name())
                    : image;
            AnnotatedImage other = paths.put(writer.imagePath(own), image);
            if (other != null) {
                throw new FormatException(
                        "image '%s' of the split '%s' and image '%s' of the split '%s' would both be %s; rename one"
                                .formatted(
                                        other.name(),
                                        other.split().label(),
                                        image.name(),
                                        image.split().label(),
                                        writer.imagePath(own)));
            }
            images.add(own);
        }
        return set.withImages(images);
    }
}
