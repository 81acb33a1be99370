package io.nerest.formats.coco;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Reads COCO's annotation and results files entry by entry: memory holds one entry, not the file. Numbers that JSON does
 * not have (NaN, as Python writes it) are read, so that consumers can reject them with the entry's place.
 *
 * @param path the file
 */
public record CocoFile(Path path) {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private static final List<String> SECTIONS = List.of("images", "categories", "annotations");

    /** Receives the entries of an annotation file in the file's order. */
    public interface Annotations {
        /** Receives an entry of {@code images}. */
        void image(CocoEntry entry);

        /** Receives an entry of {@code categories}. */
        void category(CocoEntry entry);

        /** Receives an entry of {@code annotations}. */
        void annotation(CocoEntry entry);

        /** The file has been read. */
        default void end() {}
    }

    /**
     * Reads an annotation file: an object of {@code images}, {@code categories} and {@code annotations}. Other sections
     * are skipped.
     *
     * @throws CocoFormatException if the file is not one
     * @throws IOException if the file cannot be read
     */
    public void readAnnotations(Annotations consumer) throws IOException {
        Set<String> sections = new HashSet<>();
        try (JsonParser parser = open()) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw problem("an annotation file is an object of images, annotations, categories");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String section = parser.currentName();
                parser.nextToken();
                sections.add(section);
                switch (section) {
                    case "images" -> readSection(parser, section, consumer::image);
                    case "categories" -> readSection(parser, section, consumer::category);
                    case "annotations" -> readSection(parser, section, consumer::annotation);
                    default -> parser.skipChildren();
                }
            }
            requireEnd(parser);
        } catch (JsonProcessingException e) {
            throw brokenJson(e);
        }
        for (String section : SECTIONS) {
            if (!sections.contains(section)) {
                throw problem("an annotation file needs '" + section + "'");
            }
        }
        consumer.end();
    }

    /**
     * Reads a results file: an array of detections.
     *
     * @throws CocoFormatException if the file is not one
     * @throws IOException if the file cannot be read
     */
    public void readResults(Consumer<CocoEntry> consumer) throws IOException {
        try (JsonParser parser = open()) {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                throw problem("a results file is an array of detections");
            }
            readArray(parser, "detection", consumer);
            requireEnd(parser);
        } catch (JsonProcessingException e) {
            throw brokenJson(e);
        }
    }

    private void readSection(JsonParser parser, String section, Consumer<CocoEntry> consumer) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw problem("'" + section + "' is not an array");
        }
        readArray(parser, section + " entry", consumer);
    }

    private void readArray(JsonParser parser, String kind, Consumer<CocoEntry> consumer) throws IOException {
        for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
            String place = kind + " " + i;
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                throw problem(place + " is not an object");
            }
            consumer.accept(new CocoEntry(path, place, JSON.readTree(parser)));
        }
    }

    private void requireEnd(JsonParser parser) throws IOException {
        if (parser.nextToken() != null) {
            throw problem("more text after the end of the JSON");
        }
    }

    private JsonParser open() throws IOException {
        if (Files.isDirectory(path)) {
            throw problem("is a folder; name a JSON file");
        }
        return JSON.createParser(Files.newInputStream(path));
    }

    private CocoFormatException brokenJson(JsonProcessingException e) {
        return problem("broken JSON at line %d, column %d; correct it there, or write the file again"
                .formatted(
                        e.getLocation() == null ? 0 : e.getLocation().getLineNr(),
                        e.getLocation() == null ? 0 : e.getLocation().getColumnNr()));
    }

    private CocoFormatException problem(String description) {
        return new CocoFormatException(path, description);
    }
}
