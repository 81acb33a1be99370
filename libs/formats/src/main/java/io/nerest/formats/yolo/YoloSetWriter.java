package io.nerest.formats.yolo;

import io.nerest.formats.model.AnnotatedBox;
import io.nerest.formats.model.AnnotatedImage;
import io.nerest.formats.model.AnnotationSet;
import io.nerest.formats.model.AnnotationWriter;
import io.nerest.formats.model.Decimals;
import io.nerest.formats.model.FormatException;
import io.nerest.formats.model.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/**
 * Writes YOLO: {@code images/NAME}, {@code labels/NAME.txt}, a list file for each split, and {@code data.yaml}. Images
 * without a split are listed as {@code train}, which YOLO's tools require. Numbers have nine decimals, so that a box in
 * pixels survives; confidences are left out, since a sixth number is not valid in training.
 */
public final class YoloSetWriter implements AnnotationWriter {
    private static final int DECIMALS = 9;

    @Override
    public String imagePath(AnnotatedImage image) {
        return "images/" + image.name();
    }

    @Override
    public void write(AnnotationSet set, Path folder) throws IOException {
        Map<String, Integer> classes = new LinkedHashMap<>();
        set.classNames().forEach(name -> classes.put(name, classes.size()));
        Set<String> labels = new HashSet<>();
        Files.createDirectories(folder.resolve("images"));
        Files.createDirectories(folder.resolve("labels"));
        for (AnnotatedImage image : set.images()) {
            if (!labels.add(image.stem())) {
                throw new FormatException("two images are named '" + image.stem()
                        + "' apart from their suffix or split: in YOLO they share one label file; rename one");
            }
            Path file = folder.resolve("labels/" + image.stem() + ".txt");
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, lines(image, classes));
        }
        lists(set, folder);
        Files.writeString(folder.resolve("data.yaml"), yaml(set));
    }

    private static String lines(AnnotatedImage image, Map<String, Integer> classes) {
        StringBuilder lines = new StringBuilder();
        for (AnnotatedBox box : image.boxes()) {
            lines.append(classes.get(box.className()));
            for (double value :
                    new double[] {box.left() + box.width() / 2, box.top() + box.height() / 2, box.width(), box.height()
                    }) {
                lines.append(' ').append(Decimals.plain(value, DECIMALS));
            }
            lines.append('\n');
        }
        return lines.toString();
    }

    private void lists(AnnotationSet set, Path folder) throws IOException {
        for (Split split : set.splits()) {
            List<String> names = new ArrayList<>();
            set.images(split).forEach(image -> names.add(imagePath(image)));
            Path list = folder.resolve(listName(split));
            if (split == Split.TRAIN && set.splits().contains(Split.NONE)) {
                names.addAll(0, Files.readAllLines(list));
            }
            Files.write(list, names);
        }
    }

    private static String listName(Split split) {
        return (split == Split.NONE ? Split.TRAIN : split).label() + ".txt";
    }

    private static String yaml(AnnotationSet set) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("path", ".");
        set.splits()
                .forEach(split -> content.put((split == Split.NONE ? Split.TRAIN : split).label(), listName(split)));
        Map<Integer, String> names = new LinkedHashMap<>();
        set.classNames().forEach(name -> names.put(names.size(), name));
        content.put("names", names);
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setAllowUnicode(true);
        return new Yaml(options).dump(content);
    }
}
