package io.nerest.formats.megadetector;

import com.fasterxml.jackson.core.JsonGenerator;
import io.nerest.formats.model.AnnotatedBox;
import io.nerest.formats.model.AnnotatedImage;
import io.nerest.formats.model.AnnotationSet;
import io.nerest.formats.model.AnnotationWriter;
import io.nerest.formats.model.Split;
import io.nerest.formats.parse.AnnotationJsonWriter;
import io.nerest.formats.parse.SplitFiles;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Writes MegaDetector's JSON for each split, as Timelapse and EcoAssist read it. Boxes of annotators have the confidence 1.
 */
public final class MegaDetectorSetWriter implements AnnotationWriter {

    @Override
    public String imagePath(AnnotatedImage image) {
        return "images/" + image.name();
    }

    @Override
    public void write(AnnotationSet set, Path folder) throws IOException {
        for (Split split : set.splits()) {
            try (JsonGenerator json = AnnotationJsonWriter.open(folder.resolve(SplitFiles.name(split, ".json")))) {
                json.writeStartObject();
                json.writeObjectFieldStart("info");
                json.writeStringField("format_version", "1.4");
                json.writeStringField("detector", "Nerest");
                json.writeEndObject();
                json.writeObjectFieldStart("detection_categories");
                for (int i = 0; i < set.classNames().size(); i++) {
                    json.writeStringField(
                            Integer.toString(i + 1), set.classNames().get(i));
                }
                json.writeEndObject();
                json.writeArrayFieldStart("images");
                for (AnnotatedImage image : set.images(split)) {
                    write(image, set, json);
                }
                json.writeEndArray();
                json.writeEndObject();
            }
        }
    }

    private static void write(AnnotatedImage image, AnnotationSet set, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("file", image.name());
        if (image.hasSize()) {
            json.writeNumberField("width", image.width());
            json.writeNumberField("height", image.height());
        }
        double most = 0;
        for (AnnotatedBox box : image.boxes()) {
            most = Math.max(most, box.confidence().orElse(1));
        }
        json.writeNumberField("max_detection_conf", most);
        json.writeArrayFieldStart("detections");
        for (AnnotatedBox box : image.boxes()) {
            json.writeStartObject();
            json.writeStringField("category", Integer.toString(set.classNames().indexOf(box.className()) + 1));
            json.writeNumberField("conf", box.confidence().orElse(1));
            json.writeArrayFieldStart("bbox");
            json.writeNumber(box.left());
            json.writeNumber(box.top());
            json.writeNumber(box.width());
            json.writeNumber(box.height());
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
