package io.nerest.formats.voc;

import io.nerest.formats.model.AnnotatedBox;
import io.nerest.formats.model.AnnotatedImage;
import io.nerest.formats.model.AnnotationSet;
import io.nerest.formats.model.AnnotationWriter;
import io.nerest.formats.model.Decimals;
import io.nerest.formats.model.FormatException;
import io.nerest.formats.model.Split;
import io.nerest.formats.parse.AnnotationXmlWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * Writes Pascal VOC, with the order of the classes in {@code labelmap.txt}. Coordinates that are no whole numbers keep
 * their decimals, so that boxes are not moved; confidences are left out.
 */
public final class VocSetWriter implements AnnotationWriter {
    private static final int DECIMALS = 6;

    @Override
    public String imagePath(AnnotatedImage image) {
        return "JPEGImages/" + image.name();
    }

    @Override
    public void write(AnnotationSet set, Path folder) throws IOException {
        Set<String> ids = new HashSet<>();
        for (AnnotatedImage image : set.images()) {
            if (!ids.add(image.stem())) {
                throw new FormatException("two images are named '" + image.stem()
                        + "' apart from their suffix or split: in VOC they share one annotation; rename one");
            }
            write(AnnotationWriter.requireSize(image), folder.resolve("Annotations/" + image.stem() + ".xml"));
        }
        Path lists = Files.createDirectories(folder.resolve("ImageSets/Main"));
        for (Split split : set.splits()) {
            if (split != Split.NONE) {
                Files.write(
                        lists.resolve(split.label() + ".txt"),
                        set.images(split).stream().map(AnnotatedImage::stem).toList());
            }
        }
        StringBuilder map = new StringBuilder("# label:color_rgb:parts:actions\n");
        set.classNames().forEach(name -> map.append(name).append(":::\n"));
        for (String name : set.classNames()) {
            if (name.contains(":") || name.startsWith("#") || name.lines().count() != 1) {
                throw new FormatException("class '" + name + "' cannot be written in VOC's labelmap.txt; rename it");
            }
        }
        Files.writeString(folder.resolve("labelmap.txt"), map);
    }

    private static void write(AnnotatedImage image, Path file) throws IOException {
        try (AnnotationXmlWriter xml = AnnotationXmlWriter.open(file)) {
            int slash = image.name().lastIndexOf('/');
            xml.start("annotation")
                    .text("folder", "JPEGImages")
                    .text("filename", image.name().substring(slash + 1))
                    .start("size")
                    .text("width", image.width())
                    .text("height", image.height())
                    .text("depth", 3)
                    .end()
                    .text("segmented", 0);
            for (AnnotatedBox box : image.boxes()) {
                xml.start("object")
                        .text("name", box.className())
                        .text("pose", "Unspecified")
                        .text("truncated", 0)
                        .text("difficult", 0)
                        .start("bndbox")
                        .text("xmin", Decimals.plain(box.left() * image.width(), DECIMALS))
                        .text("ymin", Decimals.plain(box.top() * image.height(), DECIMALS))
                        .text("xmax", Decimals.plain(box.right() * image.width(), DECIMALS))
                        .text("ymax", Decimals.plain(box.bottom() * image.height(), DECIMALS))
                        .end()
                        .end();
            }
            xml.end();
        }
    }
}
