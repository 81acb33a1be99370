package io.nerest.formats.cvat;

import io.nerest.formats.model.AnnotatedBox;
import io.nerest.formats.model.AnnotatedImage;
import io.nerest.formats.model.AnnotationSet;
import io.nerest.formats.model.AnnotationWriter;
import io.nerest.formats.model.Decimals;
import io.nerest.formats.model.Split;
import io.nerest.formats.parse.AnnotationXmlWriter;
import java.io.IOException;
import java.nio.file.Path;

/** Writes CVAT for images 1.1: {@code annotations.xml}, with the images in {@code images}. Confidences are left out. */
public final class CvatSetWriter implements AnnotationWriter {
    private static final int DECIMALS = 6;

    @Override
    public String imagePath(AnnotatedImage image) {
        return "images/" + image.name();
    }

    @Override
    public void write(AnnotationSet set, Path folder) throws IOException {
        try (AnnotationXmlWriter xml = AnnotationXmlWriter.open(folder.resolve("annotations.xml"))) {
            xml.start("annotations").text("version", "1.1").start("meta").start("task");
            xml.text("size", set.images().size()).start("labels");
            for (String name : set.classNames()) {
                xml.start("label").text("name", name).text("type", "rectangle").end();
            }
            xml.end().end().end();
            int id = 0;
            for (AnnotatedImage image : set.images()) {
                write(id++, AnnotationWriter.requireSize(image), xml);
            }
            xml.end();
        }
    }

    private static void write(int id, AnnotatedImage image, AnnotationXmlWriter xml) throws IOException {
        if (image.split() == Split.NONE) {
            xml.start("image", "id", id, "name", image.name(), "width", image.width(), "height", image.height());
        } else {
            xml.start(
                    "image",
                    "id",
                    id,
                    "name",
                    image.name(),
                    "subset",
                    image.split().label(),
                    "width",
                    image.width(),
                    "height",
                    image.height());
        }
        for (AnnotatedBox box : image.boxes()) {
            xml.empty(
                    "box",
                    "label",
                    box.className(),
                    "source",
                    "manual",
                    "occluded",
                    0,
                    "xtl",
                    Decimals.plain(box.left() * image.width(), DECIMALS),
                    "ytl",
                    Decimals.plain(box.top() * image.height(), DECIMALS),
                    "xbr",
                    Decimals.plain(box.right() * image.width(), DECIMALS),
                    "ybr",
                    Decimals.plain(box.bottom() * image.height(), DECIMALS),
                    "z_order",
                    0);
        }
        xml.end();
    }
}
