package io.nerest.ingest.annotation;

import com.fasterxml.jackson.databind.JsonNode;
import io.nerest.service.http.ProblemException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * The shapes of one frame of a CVAT job as the file that CVAT exports ("CVAT for images 1.1"), so that annotations of the REST
 * interface and exported files are read by the same rules.
 */
final class CvatImageXml {
    private static final XMLOutputFactory FACTORY = XMLOutputFactory.newDefaultFactory();

    private CvatImageXml() {}

    /**
     * Returns the file of one frame.
     *
     * @param meta the frame's {@code width} and {@code height}
     * @param shapes of the frame, as {@code GET /api/jobs/ID/annotations} has them
     * @param labels names by id
     * @throws ProblemException 422 if a shape cannot be a box
     */
    static byte[] of(UUID frame, JsonNode meta, List<JsonNode> shapes, Map<Long, String> labels) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            XMLStreamWriter xml = FACTORY.createXMLStreamWriter(bytes, StandardCharsets.UTF_8.name());
            xml.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
            xml.writeStartElement("annotations");
            xml.writeStartElement("image");
            xml.writeAttribute("id", "0");
            xml.writeAttribute("name", frame + ".jpg");
            xml.writeAttribute("width", meta.path("width").asText());
            xml.writeAttribute("height", meta.path("height").asText());
            for (JsonNode shape : shapes) {
                write(xml, shape, labels);
            }
            xml.writeEndElement();
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("the annotation of frame " + frame + " cannot be written as XML", e);
        }
        return bytes.toByteArray();
    }

    private static void write(XMLStreamWriter xml, JsonNode shape, Map<Long, String> labels) throws XMLStreamException {
        String type = shape.path("type").asText("");
        JsonNode points = shape.path("points");
        boolean rectangle = type.equals("rectangle") && points.size() == 4;
        if (!rectangle && !(type.equals("polygon") && points.size() >= 6 && points.size() % 2 == 0)) {
            throw ProblemException.ofField(
                    "shapes", "has a shape of type '" + type + "'; only rectangles and polygons can be boxes");
        }
        String label = labels.get(shape.path("label_id").asLong());
        xml.writeEmptyElement(rectangle ? "box" : "polygon");
        xml.writeAttribute("label", label == null ? "" : label);
        if (rectangle) {
            xml.writeAttribute("xtl", points.path(0).asText());
            xml.writeAttribute("ytl", points.path(1).asText());
            xml.writeAttribute("xbr", points.path(2).asText());
            xml.writeAttribute("ybr", points.path(3).asText());
            xml.writeAttribute("rotation", shape.path("rotation").asText("0"));
        } else {
            StringBuilder pairs = new StringBuilder();
            for (int i = 0; i < points.size(); i += 2) {
                pairs.append(i == 0 ? "" : ";")
                        .append(points.path(i).asText())
                        .append(',')
                        .append(points.path(i + 1).asText());
            }
            xml.writeAttribute("points", pairs.toString());
        }
    }
}
