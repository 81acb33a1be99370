package io.nerest.training.evaluation.coco;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.nerest.training.dataset.DatasetItem;
import io.nerest.vision.box.Box;
import io.nerest.vision.box.LabelledBox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToLongFunction;

/** Writes labelled images as a COCO annotation file, for other evaluation tools. */
public final class CocoTruthWriter {
    private CocoTruthWriter() {}

    /**
     * Writes the file. Category ids are class indices.
     *
     * @param file is replaced
     * @param imageId the id of each image
     */
    public static void write(
            Path file, List<DatasetItem> items, List<String> classNames, ToLongFunction<DatasetItem> imageId)
            throws IOException {
        try (JsonGenerator json = new JsonFactory().createGenerator(Files.newBufferedWriter(file))) {
            json.writeStartObject();
            json.writeArrayFieldStart("images");
            for (DatasetItem item : items) {
                json.writeStartObject();
                json.writeNumberField("id", imageId.applyAsLong(item));
                json.writeStringField("file_name", String.valueOf(item.image().getFileName()));
                json.writeNumberField("width", item.width());
                json.writeNumberField("height", item.height());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeArrayFieldStart("categories");
            for (int id = 0; id < classNames.size(); id++) {
                json.writeStartObject();
                json.writeNumberField("id", id);
                json.writeStringField("name", classNames.get(id));
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeArrayFieldStart("annotations");
            long annotation = 1;
            for (DatasetItem item : items) {
                for (LabelledBox label : item.labels()) {
                    writeAnnotation(json, annotation++, imageId.applyAsLong(item), label, item);
                }
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    private static void writeAnnotation(JsonGenerator json, long id, long image, LabelledBox label, DatasetItem item)
            throws IOException {
        Box box = label.toPixels(item.width(), item.height());
        json.writeStartObject();
        json.writeNumberField("id", id);
        json.writeNumberField("image_id", image);
        json.writeNumberField("category_id", label.classId());
        json.writeArrayFieldStart("bbox");
        json.writeNumber(box.x1());
        json.writeNumber(box.y1());
        json.writeNumber(box.width());
        json.writeNumber(box.height());
        json.writeEndArray();
        json.writeNumberField("area", box.area());
        json.writeNumberField("iscrowd", 0);
        json.writeEndObject();
    }
}
