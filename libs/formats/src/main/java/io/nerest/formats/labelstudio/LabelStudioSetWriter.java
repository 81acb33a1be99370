package io.nerest.formats.labelstudio;

import com.fasterxml.jackson.core.JsonGenerator;
import io.nerest.formats.model.AnnotatedBox;
import io.nerest.formats.model.AnnotatedImage;
import io.nerest.formats.model.AnnotationSet;
import io.nerest.formats.model.AnnotationWriter;
import io.nerest.formats.model.Split;
import io.nerest.formats.parse.AnnotationJsonWriter;
import io.nerest.formats.parse.AnnotationXmlWriter;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Writes tasks for Label Studio: {@code tasks.json} with the images as local files, and {@code label_config.xml} for the
 * project. Boxes of annotators are annotations, those of a model predictions. An image without boxes has an empty
 * annotation.
 */
public final class LabelStudioSetWriter implements AnnotationWriter {

    @Override
    public String imagePath(AnnotatedImage image) {
        return "images/" + image.name();
    }

    @Override
    public void write(AnnotationSet set, Path folder) throws IOException {
        try (AnnotationXmlWriter xml = AnnotationXmlWriter.open(folder.resolve("label_config.xml"))) {
            xml.start("View")
                    .empty("Image", "name", "image", "value", "$image")
                    .start("RectangleLabels", "name", "label", "toName", "image");
            for (String name : set.classNames()) {
                xml.empty("Label", "value", name);
            }
            xml.end().end();
        }
        try (JsonGenerator json = AnnotationJsonWriter.open(folder.resolve("tasks.json"))) {
            json.writeStartArray();
            for (int i = 0; i < set.images().size(); i++) {
                task(i + 1, set.images().get(i), json);
            }
            json.writeEndArray();
        }
    }

    private void task(int id, AnnotatedImage image, JsonGenerator json) throws IOException {
        boolean predicted =
                image.boxes().stream().anyMatch(box -> box.confidence().isPresent());
        json.writeStartObject();
        json.writeNumberField("id", id);
        json.writeObjectFieldStart("data");
        json.writeStringField(
                "image",
                "/data/local-files/?d="
                        + URLEncoder.encode(imagePath(image), StandardCharsets.UTF_8)
                                .replace("+", "%20")
                                .replace("%2F", "/"));
        json.writeStringField("file_name", image.name());
        if (image.split() != Split.NONE) {
            json.writeStringField("split", image.split().label());
        }
        json.writeNumberField("width", image.width());
        json.writeNumberField("height", image.height());
        json.writeEndObject();
        json.writeArrayFieldStart(predicted ? "predictions" : "annotations");
        json.writeStartObject();
        json.writeArrayFieldStart("result");
        for (int i = 0; i < image.boxes().size(); i++) {
            result(id + "-" + (i + 1), image, image.boxes().get(i), json);
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void result(String id, AnnotatedImage image, AnnotatedBox box, JsonGenerator json)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("id", id);
        json.writeStringField("type", "rectanglelabels");
        json.writeStringField("from_name", "label");
        json.writeStringField("to_name", "image");
        json.writeNumberField("original_width", image.width());
        json.writeNumberField("original_height", image.height());
        json.writeNumberField("image_rotation", 0);
        json.writeObjectFieldStart("value");
        json.writeNumberField("x", box.left() * 100);
        json.writeNumberField("y", box.top() * 100);
        json.writeNumberField("width", box.width() * 100);
        json.writeNumberField("height", box.height() * 100);
        json.writeNumberField("rotation", 0);
        json.writeArrayFieldStart("rectanglelabels");
        json.writeString(box.className());
        json.writeEndArray();
        json.writeEndObject();
        if (box.confidence().isPresent()) {
            json.writeNumberField("score", box.confidence().getAsDouble());
        }
        json.writeEndObject();
    }
}
