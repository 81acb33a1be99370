package io.nerest.service.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.InvalidNullException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import io.nerest.arguments.NearestName;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Describes what is wrong with a JSON body in terms of JSON: the path of the field, and the rule that it breaks. */
public final class JsonFieldError {
    private static final Pattern DUPLICATE = Pattern.compile("Duplicate field '(.*)'", Pattern.DOTALL);
    private static final int LONGEST_VALUE = 60;

    private JsonFieldError() {}

    /** Returns a text such as {@code 'boxes[0].cx' is missing or null, but must be a number}. */
    public static String describe(JsonProcessingException e) {
        return of(e).map(InvalidField::describe).orElseGet(() -> malformed(e));
    }

    /** Returns the invalid field; empty if the text is not JSON. */
    static Optional<InvalidField> of(JsonProcessingException e) {
        Optional<StreamReadException> syntax = syntaxError(e);
        String path = e instanceof JsonMappingException mapping ? path(mapping) : "";
        if (syntax.isEmpty()) {
            return e instanceof JsonMappingException mapping
                    ? Optional.of(new InvalidField(path, reason(mapping)))
                    : Optional.empty();
        }
        Matcher duplicate = DUPLICATE.matcher(String.valueOf(syntax.get().getOriginalMessage()));
        if (duplicate.find()) {
            String field = duplicate.group(1);
            return Optional.of(new InvalidField(path.isEmpty() ? field : path + "." + field, "occurs twice"));
        }
        return syntax.get() instanceof InputCoercionException number
                ? Optional.of(new InvalidField(
                        path, "is out of range, but must be " + expected(number.getTargetType(), "a number")))
                : Optional.empty();
    }

    /** Returns what is wrong with a text that is not JSON, and where. */
    static String malformed(JsonProcessingException e) {
        if (!(e instanceof StreamReadException) && syntaxError(e).isEmpty()) {
            return "the JSON is nested too deeply, or contains a text, a name or a number that is too long";
        }
        return e.getLocation() == null
                ? "the body is not valid JSON"
                : "the body is not valid JSON: error at line %d, column %d"
                        .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
    }

    private static Optional<StreamReadException> syntaxError(JsonProcessingException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof StreamReadException syntax) {
                return Optional.of(syntax);
            }
        }
        return Optional.empty();
    }

    /** Returns the path of the invalid field, such as {@code boxes[0].cx}; empty for the whole body. */
    static String path(JsonMappingException e) {
        String path = e.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : "." + step.getFieldName())
                .collect(Collectors.joining());
        return path.startsWith(".") ? path.substring(1) : path;
    }

    private static String reason(JsonMappingException e) {
        if (e instanceof UnrecognizedPropertyException unknown) {
            return "is unknown"
                    + NearestName.hint(
                            unknown.getPropertyName(),
                            unknown.getKnownPropertyIds().stream()
                                    .map(String::valueOf)
                                    .sorted()
                                    .toList());
        }
        if (e instanceof InvalidNullException) {
            return "is null; a value is expected";
        }
        if (e instanceof ValueInstantiationException && e.getCause() != null) {
            return String.valueOf(e.getCause().getMessage());
        }
        if (e instanceof InvalidFormatException format) {
            return "is " + shown(format.getValue()) + ", but must be " + expected(format.getTargetType(), "valid");
        }
        if (e instanceof MismatchedInputException mismatch) {
            return mismatch(mismatch);
        }
        return String.valueOf(e.getOriginalMessage());
    }

    private static String mismatch(MismatchedInputException e) {
        String message = String.valueOf(e.getOriginalMessage());
        if (message.startsWith("Trailing token")) {
            return "the body continues after its JSON value; send one value";
        }
        if (message.startsWith("No content")) {
            return "the body is empty; send JSON";
        }
        String must = "must be " + expected(e.getTargetType(), "a value of another type");
        return message.contains("`null`") ? "is missing or null, but " + must : must;
    }

    private static String shown(@Nullable Object value) {
        String text = String.valueOf(value);
        String brief = text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE) + "...";
        return value instanceof CharSequence ? "\"" + brief + "\"" : brief;
    }

    private static String expected(@Nullable Class<?> type, String otherwise) {
        if (type == null) {
            return otherwise;
        }
        if (type == Integer.class || type == int.class) {
            return "a whole number from " + Integer.MIN_VALUE + " to " + Integer.MAX_VALUE;
        }
        if (type == Long.class || type == long.class) {
            return "a whole number of at most 19 digits";
        }
        if (Number.class.isAssignableFrom(type) || type == double.class || type == float.class) {
            return "a number";
        }
        if (type == Boolean.class || type == boolean.class) {
            return "true or false";
        }
        if (type == String.class) {
            return "text";
        }
        if (type == UUID.class) {
            return "a UUID such as 123e4567-e89b-12d3-a456-426614174000";
        }
        if (type == Instant.class) {
            return "a time such as 2026-08-01T12:00:00Z";
        }
        if (type.isEnum()) {
            return "one of " + Arrays.toString(type.getEnumConstants());
        }
        if (Collection.class.isAssignableFrom(type) || type.isArray()) {
            return "a list";
        }
        return Map.class.isAssignableFrom(type) || type.isRecord() ? "an object" : otherwise;
    }
}
