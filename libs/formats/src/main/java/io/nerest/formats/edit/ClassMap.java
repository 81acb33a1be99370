package io.nerest.formats.edit;

import io.nerest.formats.model.AnnotatedBox;
import io.nerest.formats.model.AnnotatedImage;
import io.nerest.formats.model.AnnotationSet;
import io.nerest.formats.model.FormatException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Renames classes, several to one if wanted, and leaves out ignored ones. Images stay, also without a box.
 *
 * @param names new names by old name; {@code *} holds for all others
 * @param ignored classes whose boxes are left out
 */
public record ClassMap(Map<String, String> names, Set<String> ignored) {
    private static final String OTHERS = "*";

    public ClassMap {
        names = Map.copyOf(names);
        ignored = Set.copyOf(ignored);
    }

    /**
     * Returns the data set with the new classes.
     *
     * @throws FormatException if a class of the map is not in the data set
     */
    public AnnotationSet apply(AnnotationSet set) throws FormatException {
        Set<String> unknown = new LinkedHashSet<>(names.keySet());
        unknown.addAll(ignored);
        unknown.removeAll(set.classNames());
        unknown.remove(OTHERS);
        if (!unknown.isEmpty()) {
            throw new FormatException(
                    "class %s is mapped or ignored, but the data set has only %s".formatted(unknown, set.classNames()));
        }
        Set<String> classes = new LinkedHashSet<>();
        set.classNames().stream().filter(name -> !ignored.contains(name)).forEach(name -> classes.add(mapped(name)));
        List<AnnotatedImage> images = new ArrayList<>();
        for (AnnotatedImage image : set.images()) {
            List<AnnotatedBox> boxes = new ArrayList<>();
            for (AnnotatedBox box : image.boxes()) {
                if (!ignored.contains(box.className())) {
                    boxes.add(box.ofClass(mapped(box.className())));
                }
            }
            images.add(image.withBoxes(boxes));
        }
        return new AnnotationSet(new ArrayList<>(classes), images);
    }

    private String mapped(String name) {
        String own = names.get(name);
        return own != null ? own : names.getOrDefault(OTHERS, name);
    }
}
