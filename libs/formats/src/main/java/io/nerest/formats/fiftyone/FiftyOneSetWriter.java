package io.nerest.formats.fiftyone;

import com.fasterxml.jackson.core.JsonGenerator;
import io.nerest.formats.model.AnnotatedBox;
import io.nerest.formats.model.AnnotatedImage;
import io.nerest.formats.model.AnnotationSet;
import io.nerest.formats.model.AnnotationWriter;
import io.nerest.formats.model.FormatException;
import io.nerest.formats.model.Split;
import io.nerest.formats.parse.AnnotationJsonWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * Writes FiftyOne's {@code FiftyOneImageDetectionDataset}: {@code labels.json}, the manifest {@code data.json}, and the
 * images in {@code data}; in a subfolder for each split.
 */
public final class FiftyOneSetWriter implements AnnotationWriter {

    @Override
    public String imagePath(AnnotatedImage image) {
        return prefix(image.split()) + "data/" + image.name();
    }

    private static String prefix(Split split) {
        return split == Split.NONE ? "" : split.label() + "/";
    }

    @Override
    public void write(AnnotationSet set, Path folder) throws IOException {
        for (Split split : set.splits()) {
            Path place = folder.resolve(prefix(split));
            Set<String> names = new HashSet<>();
            try (JsonGenerator json = AnnotationJsonWriter.open(place.resolve("labels.json"));
                    JsonGenerator manifest = AnnotationJsonWriter.open(place.resolve("data.json"))) {
                json.writeStartObject();
                json.writeArrayFieldStart("classes");
                for (String name : set.classNames()) {
                    json.writeString(name);
                }
                json.writeEndArray();
                json.writeObjectFieldStart("labels");
                manifest.writeStartObject();
                for (AnnotatedImage image : set.images(split)) {
                    if (!names.add(image.stem())) {
                        throw new FormatException("two images are named '" + image.stem()
                                + "' apart from their suffix: in FiftyOne they share one sample; rename one");
                    }
                    manifest.writeStringField(image.stem(), "data/" + image.name());
                    json.writeArrayFieldStart(image.stem());
                    for (AnnotatedBox box : image.boxes()) {
                        write(box, set, json);
                    }
                    json.writeEndArray();
                }
                manifest.writeEndObject();
                json.writeEndObject();
                json.writeEndObject();
            }
        }
    }

    private static void write(AnnotatedBox box, AnnotationSet set, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeNumberField("label", set.classNames().indexOf(box.className()));
        json.writeArrayFieldStart("bounding_box");
        json.writeNumber(box.left());
        json.writeNumber(box.top());
        json.writeNumber(box.width());
        json.writeNumber(box.height());
        json.writeEndArray();
        if (box.confidence().isPresent()) {
            json.writeNumberField("confidence", box.confidence().getAsDouble());
        }
        json.writeEndObject();
    }
}
