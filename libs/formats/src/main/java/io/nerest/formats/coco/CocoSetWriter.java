package io.nerest.formats.coco;

import com.fasterxml.jackson.core.JsonGenerator;
import io.nerest.formats.model.AnnotatedBox;
import io.nerest.formats.model.AnnotatedImage;
import io.nerest.formats.model.AnnotationSet;
import io.nerest.formats.model.AnnotationWriter;
import io.nerest.formats.model.Split;
import io.nerest.formats.parse.AnnotationJsonWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Writes COCO: {@code annotations/instances_SPLIT.json} for each split, with the images in {@code images}. */
public final class CocoSetWriter implements AnnotationWriter {

    @Override
    public String imagePath(AnnotatedImage image) {
        return "images/" + image.name();
    }

    @Override
    public void write(AnnotationSet set, Path folder) throws IOException {
        for (Split split : set.splits()) {
            String name = split == Split.NONE ? "default" : split.label();
            try (JsonGenerator json =
                    AnnotationJsonWriter.open(folder.resolve("annotations/instances_" + name + ".json"))) {
                write(set.classNames(), set.images(split), json);
            }
        }
    }

    private static void write(List<String> classes, List<AnnotatedImage> images, JsonGenerator json)
            throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart("images");
        for (int i = 0; i < images.size(); i++) {
            AnnotatedImage image = AnnotationWriter.requireSize(images.get(i));
            json.writeStartObject();
            json.writeNumberField("id", i + 1);
            json.writeStringField("file_name", image.name());
            json.writeNumberField("width", image.width());
            json.writeNumberField("height", image.height());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("annotations");
        int id = 0;
        for (int i = 0; i < images.size(); i++) {
            AnnotatedImage image = images.get(i);
            for (AnnotatedBox box : image.boxes()) {
                annotation(++id, i + 1, classes.indexOf(box.className()) + 1, image, box, json);
            }
        }
        json.writeEndArray();
        json.writeArrayFieldStart("categories");
        for (int i = 0; i < classes.size(); i++) {
            json.writeStartObject();
            json.writeNumberField("id", i + 1);
            json.writeStringField("name", classes.get(i));
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void annotation(
            int id, int imageId, int categoryId, AnnotatedImage image, AnnotatedBox box, JsonGenerator json)
            throws IOException {
        double width = box.width() * image.width();
        double height = box.height() * image.height();
        json.writeStartObject();
        json.writeNumberField("id", id);
        json.writeNumberField("image_id", imageId);
        json.writeNumberField("category_id", categoryId);
        json.writeArrayFieldStart("bbox");
        json.writeNumber(box.left() * image.width());
        json.writeNumber(box.top() * image.height());
        json.writeNumber(width);
        json.writeNumber(height);
        json.writeEndArray();
        json.writeNumberField("area", width * height);
        json.writeNumberField("iscrowd", 0);
        if (box.confidence().isPresent()) {
            json.writeNumberField("score", box.confidence().getAsDouble());
        }
        json.writeEndObject();
    }
}
