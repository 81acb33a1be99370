package io.nerest.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nerest.formats.model.AnnotatedBox;
import io.nerest.formats.model.AnnotatedImage;
import io.nerest.formats.model.AnnotationSet;
import io.nerest.formats.model.Split;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.data.Offset;

/** Compares data sets: classes and their order, images and their splits, boxes within 1e-6 of the image size. */
final class EqualDataSets {
    private static final Offset<Double> TOLERANCE = within(1e-6);

    private EqualDataSets() {}

    static void assertEqual(String what, AnnotationSet actual, AnnotationSet expected) {
        assertThat(actual.classNames()).as(what).isEqualTo(expected.classNames());
        Map<String, AnnotatedImage> found = byName(actual);
        Map<String, AnnotatedImage> wanted = byName(expected);
        assertThat(found.keySet()).as(what).isEqualTo(wanted.keySet());
        wanted.forEach((name, image) -> {
            AnnotatedImage other = found.get(name);
            assertThat(split(other)).as(what + " " + name).isEqualTo(split(image));
            assertThat(other.width()).as(what + " " + name).isEqualTo(image.width());
            assertThat(other.height()).as(what + " " + name).isEqualTo(image.height());
            assertBoxes(what + " " + name, other.boxes(), image.boxes());
        });
    }

    private static void assertBoxes(String what, List<AnnotatedBox> actual, List<AnnotatedBox> expected) {
        assertThat(actual).as(what).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(actual.get(i).className())
                    .as(what)
                    .isEqualTo(expected.get(i).className());
            assertThat(actual.get(i).left()).as(what).isCloseTo(expected.get(i).left(), TOLERANCE);
            assertThat(actual.get(i).top()).as(what).isCloseTo(expected.get(i).top(), TOLERANCE);
            assertThat(actual.get(i).right()).as(what).isCloseTo(expected.get(i).right(), TOLERANCE);
            assertThat(actual.get(i).bottom())
                    .as(what)
                    .isCloseTo(expected.get(i).bottom(), TOLERANCE);
        }
    }

    /** YOLO's tools need a list named train: images without a split come back in it. */
    private static Split split(AnnotatedImage image) {
        return image.split() == Split.NONE ? Split.TRAIN : image.split();
    }

    private static Map<String, AnnotatedImage> byName(AnnotationSet set) {
        Map<String, AnnotatedImage> images = new TreeMap<>();
        set.images()
                .forEach(image -> assertThat(images.put(image.name(), image)).isNull());
        return images;
    }
}
