package io.nerest.training.evaluation.coco;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.nerest.vision.box.Box;
import io.nerest.vision.box.Detection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes detections as a COCO results file, image by image, without keeping them. */
public final class CocoResultsWriter implements AutoCloseable {
    private final JsonGenerator json;
    private final int firstCategory;

    /**
     * Opens the file.
     *
     * @param file is replaced
     * @param firstCategory the category id of class 0; the others follow
     */
    public CocoResultsWriter(Path file, int firstCategory) throws IOException {
        this.json = new JsonFactory().createGenerator(Files.newBufferedWriter(file));
        this.firstCategory = firstCategory;
        json.writeStartArray();
    }

    /**
     * Writes the detections of one image.
     *
     * @param image the image's id; an id of digits only is written as a number
     * @param detections boxes in pixels of the original image
     */
    public void write(String image, List<Detection> detections) throws IOException {
        for (Detection detection : detections) {
            json.writeStartObject();
            json.writeFieldName("image_id");
            if (image.matches("\\d{1,18}")) {
                json.writeNumber(Long.parseLong(image));
            } else {
                json.writeString(image);
            }
            json.writeNumberField("category_id", detection.classId() + firstCategory);
            Box box = detection.box();
            json.writeArrayFieldStart("bbox");
            writeRounded(box.x1(), 3);
            writeRounded(box.y1(), 3);
            writeRounded(box.width(), 3);
            writeRounded(box.height(), 3);
            json.writeEndArray();
            json.writeFieldName("score");
            writeRounded(detection.confidence(), 5);
            json.writeEndObject();
        }
    }

    private void writeRounded(float value, int digits) throws IOException {
        double scale = Math.pow(10, digits);
        json.writeNumber(Math.round(value * scale) / scale);
    }

    @Override
    public void close() throws IOException {
        json.writeEndArray();
        json.close();
    }
}
