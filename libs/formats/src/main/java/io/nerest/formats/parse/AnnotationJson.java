package io.nerest.formats.parse;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nerest.formats.model.FormatException;
import java.io.CharConversionException;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Reads JSON files of unknown origin as a stream. Nesting, text lengths, and the size of one entry are limited, so that a
 * file of any length takes limited memory. NaN and infinite numbers, which Python writes, are read, so that the reader
 * rejects them with their place.
 */
public final class AnnotationJson implements AutoCloseable {
    private static final int MOST_LEVELS = 100;
    private static final int LONGEST_TEXT = 1_000_000;

    /** Values in one entry; an image has at most 10,000 boxes of some ten values each. */
    private static final int MOST_VALUES = 500_000;

    private static final JsonFactory FACTORY = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MOST_LEVELS)
                            .maxStringLength(LONGEST_TEXT)
                            .maxNameLength(1000)
                            .maxNumberLength(400)
                            .build())
                    .build())
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build()
            .getFactory();

    private final Path file;
    private final JsonParser parser;

    private AnnotationJson(Path file, JsonParser parser) {
        this.file = file;
        this.parser = parser;
    }

    /** Receives an entry of an array. */
    @FunctionalInterface
    public interface Entry {
        void accept(int index, JsonNode entry) throws IOException;
    }

    /** Receives a field of an object. */
    @FunctionalInterface
    public interface Field {
        /** Consumes the field's value by a method of the reader and returns true, or returns false to skip it. */
        boolean accept(String name) throws IOException;
    }

    /** Opens a file at its first value. */
    public static AnnotationJson open(Path file, long maxBytes) throws IOException {
        AnnotationJson json = new AnnotationJson(file, FACTORY.createParser(AnnotationText.bytes(file, maxBytes)));
        json.next();
        return json;
    }

    public boolean isObject() {
        return parser.currentToken() == JsonToken.START_OBJECT;
    }

    public boolean isArray() {
        return parser.currentToken() == JsonToken.START_ARRAY;
    }

    /** Reads the fields of the current object. */
    public void fields(Field receiver) throws IOException {
        if (!isObject()) {
            throw problem("needs an object here");
        }
        while (next() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            next();
            if (!receiver.accept(name)) {
                skip();
            }
        }
    }

    /** Skips the current value. */
    public void skip() throws IOException {
        try {
            parser.skipChildren();
        } catch (JsonProcessingException e) {
            throw broken(e);
        } catch (CharConversionException e) {
            throw broken(e);
        }
    }

    /** Reads the entries of the current array one by one. */
    public void entries(Entry receiver) throws IOException {
        if (!isArray()) {
            throw problem("needs an array here");
        }
        for (int i = 0; next() != JsonToken.END_ARRAY; i++) {
            receiver.accept(i, value());
        }
    }

    /**
     * Reads the current value whole.
     *
     * @throws FormatException if it has too many parts
     */
    public JsonNode value() throws IOException {
        try {
            return value(new int[] {MOST_VALUES});
        } catch (JsonProcessingException e) {
            throw broken(e);
        } catch (CharConversionException e) {
            throw broken(e);
        }
    }

    private JsonNode value(int[] left) throws IOException {
        if (--left[0] < 0) {
            throw problem("one entry has more than %,d values".formatted(MOST_VALUES));
        }
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        switch (parser.currentToken()) {
            case START_OBJECT -> {
                ObjectNode object = nodes.objectNode();
                while (next() == JsonToken.FIELD_NAME) {
                    String name = parser.currentName();
                    next();
                    object.set(name, value(left));
                }
                return object;
            }
            case START_ARRAY -> {
                ArrayNode array = nodes.arrayNode();
                while (next() != JsonToken.END_ARRAY) {
                    array.add(value(left));
                }
                return array;
            }
            case VALUE_STRING -> {
                return nodes.textNode(parser.getText());
            }
            case VALUE_NUMBER_INT -> {
                return parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                        ? nodes.numberNode(parser.getDoubleValue())
                        : nodes.numberNode(parser.getLongValue());
            }
            case VALUE_NUMBER_FLOAT -> {
                return nodes.numberNode(parser.getDoubleValue());
            }
            case VALUE_TRUE -> {
                return nodes.booleanNode(true);
            }
            case VALUE_FALSE -> {
                return nodes.booleanNode(false);
            }
            default -> {
                return nodes.nullNode();
            }
        }
    }

    private JsonToken next() throws IOException {
        try {
            JsonToken token = parser.nextToken();
            if (token == null) {
                throw problem("the JSON ends early; write the file again");
            }
            return token;
        } catch (JsonProcessingException e) {
            throw broken(e);
        } catch (CharConversionException e) {
            throw broken(e);
        }
    }

    private FormatException broken(IOException e) {
        String reason = e instanceof com.fasterxml.jackson.core.exc.StreamConstraintsException
                ? "nested too deeply, or a text or number is too long"
                : "broken JSON; correct it, or write the file again as UTF-8";
        return new FormatException(place() + ": " + reason, e);
    }

    private String place() {
        return "%s: line %d, column %d"
                .formatted(
                        file,
                        parser.currentLocation().getLineNr(),
                        parser.currentLocation().getColumnNr());
    }

    /** An exception that names the file and the current place. */
    public FormatException problem(String description) {
        return new FormatException(place() + ": " + description);
    }

    /**
     * Returns a number of an entry; NaN if it is missing or not a number, so that the box is rejected by its place.
     */
    public static double number(JsonNode value) {
        return value.isNumber() ? value.asDouble() : Double.NaN;
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }
}
