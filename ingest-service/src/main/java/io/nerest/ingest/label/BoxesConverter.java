package io.nerest.ingest.label;

import io.nerest.contracts.EventJson;
import io.nerest.vision.box.LabelledBox;
import jakarta.persistence.AttributeConverter;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Stores boxes as JSON, in the format of the events. */
final class BoxesConverter implements AttributeConverter<List<LabelledBox>, String> {
    @Override
    public String convertToDatabaseColumn(List<LabelledBox> boxes) {
        return new String(EventJson.write(boxes), StandardCharsets.UTF_8);
    }

    @Override
    public List<LabelledBox> convertToEntityAttribute(String json) {
        return List.of(EventJson.read(json.getBytes(StandardCharsets.UTF_8), LabelledBox[].class));
    }
}
