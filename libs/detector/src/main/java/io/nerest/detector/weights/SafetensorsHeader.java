package io.nerest.detector.weights;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.nerest.detector.tensor.TensorType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The JSON header of a safetensors file, checked against the number of data bytes that follow it. */
record SafetensorsHeader(List<Entry> entries, Map<String, String> metadata) {
    static final String METADATA = "__metadata__";

    private static final int MAX_DIMENSIONS = 8;
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(4)
                    .maxNameLength(1_000)
                    .maxNumberLength(20)
                    .maxStringLength(SafetensorsFile.MAX_HEADER_BYTES)
                    .build())
            .build();

    /** One tensor's place, in bytes from the end of the header. */
    @SuppressWarnings("ArrayRecordComponent")
    record Entry(String name, TensorType type, long[] shape, long begin, long end) {}

    static SafetensorsHeader parse(Path file, byte[] text, long dataBytes) throws IOException {
        List<Entry> entries = new ArrayList<>();
        Map<String, String> metadata = new LinkedHashMap<>();
        try (JsonParser json = JSON.createParser(text)) {
            expect(json, json.nextToken(), JsonToken.START_OBJECT);
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                expect(json, json.nextToken(), JsonToken.START_OBJECT);
                if (name.equals(METADATA)) {
                    while (json.nextToken() == JsonToken.FIELD_NAME) {
                        String key = json.currentName();
                        expect(json, json.nextToken(), JsonToken.VALUE_STRING);
                        metadata.put(key, json.getText());
                    }
                } else {
                    entries.add(entry(json, name));
                }
                expect(json, json.currentToken(), JsonToken.END_OBJECT);
            }
            expect(json, json.currentToken(), JsonToken.END_OBJECT);
            if (json.nextToken() != null) {
                throw new IllegalArgumentException("something follows the header's closing brace");
            }
        } catch (JsonProcessingException broken) {
            throw new UnreadableWeightsException(
                    file,
                    "is damaged: its header is not valid JSON at byte "
                            + (broken.getLocation() == null
                                    ? 0
                                    : broken.getLocation().getByteOffset()),
                    broken);
        } catch (IllegalArgumentException | ArithmeticException wrong) {
            throw new UnreadableWeightsException(file, "header: " + wrong.getMessage());
        }
        requireNoGaps(file, entries, dataBytes);
        return new SafetensorsHeader(entries, metadata);
    }

    private static Entry entry(JsonParser json, String name) throws IOException {
        String type = "";
        List<Long> shape = null;
        List<Long> offsets = null;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String key = json.currentName();
            json.nextToken();
            switch (key) {
                case "dtype" -> {
                    expect(json, json.currentToken(), JsonToken.VALUE_STRING);
                    type = json.getText();
                }
                case "shape" -> shape = numbers(json, MAX_DIMENSIONS);
                case "data_offsets" -> offsets = numbers(json, 2);
                default ->
                    throw new IllegalArgumentException("tensor '%s' has an unknown field '%s'".formatted(name, key));
            }
        }
        if (shape == null || offsets == null || offsets.size() != 2) {
            throw new IllegalArgumentException("tensor '%s' lacks its shape or its data_offsets".formatted(name));
        }
        Entry entry = new Entry(
                name,
                type(name, type),
                shape.stream().mapToLong(Long::longValue).toArray(),
                offsets.get(0),
                offsets.get(1));
        requireSizeOfShape(entry);
        return entry;
    }

    private static void requireSizeOfShape(Entry entry) {
        long bytes = entry.type().bytes();
        for (long side : entry.shape()) {
            try {
                bytes = Math.multiplyExact(bytes, side);
            } catch (ArithmeticException overflow) {
                throw new IllegalArgumentException(
                        "tensor '%s' has a shape whose product overflows".formatted(entry.name()), overflow);
            }
        }
        if (entry.end() < entry.begin() || entry.end() - entry.begin() != bytes) {
            throw new IllegalArgumentException("tensor '%s' needs %d bytes, but its data_offsets are [%d, %d]"
                    .formatted(entry.name(), bytes, entry.begin(), entry.end()));
        }
        if (bytes > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException("tensor '%s' is larger than 2 GiB".formatted(entry.name()));
        }
    }

    private static TensorType type(String name, String dtype) {
        for (TensorType type : TensorType.values()) {
            if (type.name().equals(dtype.toUpperCase(Locale.ROOT))) {
                return type;
            }
        }
        throw new IllegalArgumentException("tensor '%s' has the unknown type '%s'".formatted(name, dtype));
    }

    private static List<Long> numbers(JsonParser json, int most) throws IOException {
        expect(json, json.currentToken(), JsonToken.START_ARRAY);
        List<Long> numbers = new ArrayList<>(4);
        while (json.nextToken() == JsonToken.VALUE_NUMBER_INT) {
            long number = json.getLongValue();
            if (number < 0 || numbers.size() == most) {
                throw new IllegalArgumentException(
                        "an array holds a negative number, or more than %d numbers".formatted(most));
            }
            numbers.add(number);
        }
        expect(json, json.currentToken(), JsonToken.END_ARRAY);
        return numbers;
    }

    /** The format allows no gap and no overlap, so that nothing can hide between tensors. */
    private static void requireNoGaps(Path file, List<Entry> entries, long dataBytes) throws IOException {
        long reached = 0;
        List<Entry> byPlace = new ArrayList<>(entries);
        byPlace.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
        for (Entry entry : byPlace) {
            if (entry.begin() != reached) {
                throw new UnreadableWeightsException(
                        file,
                        "tensor '%s' begins at %d, but the one before it ends at %d"
                                .formatted(entry.name(), entry.begin(), reached));
            }
            reached = entry.end();
        }
        if (reached != dataBytes) {
            throw new UnreadableWeightsException(
                    file, "its tensors take %d bytes, but %d follow the header".formatted(reached, dataBytes));
        }
    }

    private static void expect(JsonParser json, JsonToken actual, JsonToken expected) {
        if (actual != expected) {
            throw new IllegalArgumentException("expected %s but found %s at byte %d"
                    .formatted(expected, actual, json.currentLocation().getByteOffset()));
        }
    }
}
