package io.nerest.contracts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Reads and writes events as JSON. Unknown fields are ignored, so that older readers accept events of newer writers.
 * A missing number, and a value of another type than the field's, are rejected.
 */
public final class EventJson {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .build();

    private EventJson() {}

    public static byte[] write(Object event) {
        try {
            return MAPPER.writeValueAsBytes(event);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write " + event.getClass().getSimpleName() + " as JSON", e);
        }
    }

    /**
     * Reads one event.
     *
     * @throws InvalidEventException if the bytes are not JSON of the type; the message names the field and the reason
     */
    public static <T> T read(byte[] json, Class<T> type) {
        try {
            T event = MAPPER.readValue(json, type);
            if (event == null) {
                throw new InvalidEventException("the JSON is null where a " + type.getSimpleName() + " is expected");
            }
            return event;
        } catch (JsonMappingException e) {
            throw new InvalidEventException("not a " + type.getSimpleName() + ": " + place(e) + problem(e));
        } catch (JsonProcessingException e) {
            throw new InvalidEventException("not a " + type.getSimpleName() + ": " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new InvalidEventException("not a " + type.getSimpleName() + ": " + e.getMessage());
        }
    }

    /** Returns the path of the field, such as {@code 'boxes[0].cx' }; empty for the whole event. */
    private static String place(JsonMappingException e) {
        String path = e.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : "." + step.getFieldName())
                .collect(Collectors.joining());
        return path.isEmpty() ? "" : "'" + (path.startsWith(".") ? path.substring(1) : path) + "': ";
    }

    /** Returns what is wrong, without names of classes. */
    private static String problem(JsonMappingException e) {
        // The records of events, and the boxes in them, check themselves.
        if (e.getCause() instanceof IllegalArgumentException invalid && invalid.getMessage() != null) {
            return String.valueOf(invalid.getMessage());
        }
        if (e.getCause() instanceof InputCoercionException number) {
            return "the number is out of range; " + expected(number.getTargetType()) + " of "
                    + (number.getTargetType() == int.class ? "32" : "64") + " bits is expected";
        }
        return e instanceof MismatchedInputException mismatch && mismatch.getTargetType() != null
                ? expected(mismatch.getTargetType()) + " is expected"
                : "the JSON is malformed: " + e.getOriginalMessage();
    }

    private static String expected(Class<?> type) {
        if (type == int.class || type == long.class || type == Integer.class || type == Long.class) {
            return "a whole number";
        }
        if (type == double.class || type == Double.class) {
            return "a number";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (type.isEnum()) {
            return "one of " + Arrays.toString(type.getEnumConstants());
        }
        if (type == Instant.class) {
            return "a time such as 2026-08-01T12:00:00Z";
        }
        if (type == String.class || type == UUID.class || type == Embedding.class) {
            return type == UUID.class ? "a UUID" : "a text";
        }
        return Collection.class.isAssignableFrom(type) || type.isArray() ? "a list" : "an object";
    }
}
