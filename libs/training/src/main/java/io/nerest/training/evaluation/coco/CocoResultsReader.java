package io.nerest.training.evaluation.coco;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads COCO's annotation and results files entry by entry, so that memory holds what is asked of them and not the files.
 * Numbers that JSON does not know (NaN, as Python writes it) are read, to be refused by name.
 */
public final class CocoResultsReader {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private final Path file;

    private CocoResultsReader(Path file) {
        this.file = file;
    }

    /**
     * Reads an annotation file: {@code images}, {@code categories}, {@code annotations}.
     *
     * @throws CocoFormatException where the file is not one
     * @throws IOException where it cannot be read
     */
    public static CocoGroundTruth groundTruth(Path file) throws IOException {
        return new CocoResultsReader(file).groundTruth();
    }

    /**
     * Reads a results file: an array of {@code image_id, category_id, bbox, score}.
     *
     * @throws CocoFormatException where the file is not one
     * @throws IOException where it cannot be read
     */
    public static List<CocoDetection> detections(Path file) throws IOException {
        return new CocoResultsReader(file).detections();
    }

    private List<CocoDetection> detections() throws IOException {
        List<CocoDetection> detections = new ArrayList<>();
        try (JsonParser parser = open()) {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                throw new CocoFormatException(file, "a results file is an array of detections");
            }
            readArray(parser, "detection", (node, place) -> detections.add(detection(node, place)));
            requireEnd(parser);
        } catch (JsonProcessingException e) {
            throw brokenJson(e);
        }
        return detections;
    }

    private CocoGroundTruth groundTruth() throws IOException {
        Set<String> images = new HashSet<>();
        Map<Long, String> categories = new LinkedHashMap<>();
        List<CocoAnnotation> annotations = new ArrayList<>();
        Set<String> sections = new HashSet<>();
        try (JsonParser parser = open()) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new CocoFormatException(
                        file, "an annotation file is an object of images, annotations, categories");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String section = parser.currentName();
                parser.nextToken();
                sections.add(section);
                switch (section) {
                    case "images" -> readSection(parser, section, (node, place) -> images.add(id(node, "id", place)));
                    case "categories" ->
                        readSection(parser, section, (node, place) -> {
                            long id = wholeNumber(node, "id", place);
                            categories.put(id, node.path("name").asText(Long.toString(id)));
                        });
                    case "annotations" ->
                        readSection(parser, section, (node, place) -> annotations.add(annotation(node, place)));
                    default -> parser.skipChildren();
                }
            }
            requireEnd(parser);
        } catch (JsonProcessingException e) {
            throw brokenJson(e);
        }
        for (String section : List.of("images", "categories", "annotations")) {
            if (!sections.contains(section)) {
                throw new CocoFormatException(file, "an annotation file needs '" + section + "'");
            }
        }
        return new CocoGroundTruth(images, categories, annotations);
    }

    private CocoDetection detection(JsonNode node, String place) {
        CocoBox box = box(node, place);
        double score = number(node.path("score"), "score", place);
        if (!Double.isFinite(score)) {
            throw new CocoFormatException(file, place + ": score is " + score);
        }
        return new CocoDetection(id(node, "image_id", place), wholeNumber(node, "category_id", place), box, score);
    }

    private CocoAnnotation annotation(JsonNode node, String place) {
        CocoBox box = box(node, place);
        double area = node.hasNonNull("area") ? number(node.path("area"), "area", place) : box.area();
        boolean crowd = node.path("iscrowd").asInt(0) != 0;
        return new CocoAnnotation(
                id(node, "image_id", place), wholeNumber(node, "category_id", place), box, area, crowd);
    }

    private CocoBox box(JsonNode node, String place) {
        JsonNode bbox = node.path("bbox");
        if (!bbox.isArray() || bbox.size() != 4) {
            throw new CocoFormatException(file, place + " needs 'bbox', four numbers: x, y, width, height");
        }
        try {
            return new CocoBox(
                    number(bbox.get(0), "bbox", place),
                    number(bbox.get(1), "bbox", place),
                    number(bbox.get(2), "bbox", place),
                    number(bbox.get(3), "bbox", place));
        } catch (CocoFormatException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new CocoFormatException(file, place + ": " + e.getMessage());
        }
    }

    private double number(JsonNode node, String field, String place) {
        if (!node.isNumber()) {
            throw new CocoFormatException(file, "%s needs '%s' to be a number".formatted(place, field));
        }
        return node.asDouble();
    }

    private long wholeNumber(JsonNode node, String field, String place) {
        JsonNode value = node.path(field);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw new CocoFormatException(file, "%s needs '%s' to be a whole number".formatted(place, field));
        }
        return value.asLong();
    }

    private String id(JsonNode node, String field, String place) {
        JsonNode value = node.path(field);
        if (!value.isIntegralNumber() && !value.isTextual()) {
            throw new CocoFormatException(file, "%s needs '%s', a whole number or a text".formatted(place, field));
        }
        return value.asText();
    }

    private void readSection(JsonParser parser, String section, EntryReader reader) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw new CocoFormatException(file, "'" + section + "' is not an array");
        }
        readArray(parser, section + " entry", reader);
    }

    private void readArray(JsonParser parser, String kind, EntryReader reader) throws IOException {
        for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
            String place = kind + " " + i;
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                throw new CocoFormatException(file, place + " is not an object");
            }
            reader.read(JSON.readTree(parser), place);
        }
    }

    private void requireEnd(JsonParser parser) throws IOException {
        if (parser.nextToken() != null) {
            throw new CocoFormatException(file, "there is more after the end of the JSON");
        }
    }

    private JsonParser open() throws IOException {
        return JSON.createParser(Files.newInputStream(file));
    }

    private CocoFormatException brokenJson(JsonProcessingException e) {
        return new CocoFormatException(
                file,
                "broken JSON at line %d, column %d: %s"
                        .formatted(
                                e.getLocation() == null ? 0 : e.getLocation().getLineNr(),
                                e.getLocation() == null ? 0 : e.getLocation().getColumnNr(),
                                e.getOriginalMessage()));
    }

    private interface EntryReader {
        void read(JsonNode node, String place);
    }
}
