package io.nerest.service.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import io.nerest.contracts.InvalidEventException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Ends a request with a problem detail, {@code application/problem+json} (RFC 9457). */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int BAD_REQUEST = 400;
    private static final int UNPROCESSABLE = 422;

    private final int status;
    private final transient Map<String, Object> extensions = new LinkedHashMap<>();
    private final transient Map<String, String> headers = new LinkedHashMap<>();

    /**
     * Creates a problem.
     *
     * @param status HTTP status, 400 to 599
     * @param detail one sentence: what is wrong, where, and what to do
     */
    public ProblemException(int status, String detail) {
        super(detail);
        this.status = status;
    }

    /**
     * Returns the problem of one invalid field or parameter, with status 422.
     *
     * @param field path of the field or name of the parameter
     * @param message the rule that it breaks; with the field before it, it forms a sentence
     */
    public static ProblemException invalid(String field, String message) {
        return invalid(List.of(new InvalidField(field, message)));
    }

    /**
     * Returns the problem of a field that a description names at its start, such as {@code 'boxes[0].cx' is 2}.
     *
     * @param status HTTP status, 400 to 499
     */
    public static ProblemException describedBy(int status, String description) {
        InvalidField field = InvalidField.parse(description);
        ProblemException problem = new ProblemException(status, description);
        return field.field().isEmpty() ? problem : problem.with("errors", List.of(field));
    }

    /**
     * Returns the problem of one invalid field, with status 422.
     *
     * @param field path of the field
     * @param detail a whole sentence
     */
    public static ProblemException ofField(String field, String detail) {
        return new ProblemException(UNPROCESSABLE, detail).with("errors", List.of(new InvalidField(field, detail)));
    }

    /** Returns the problem of a body that cannot be read: 400 if it is not JSON, 422 with the field otherwise. */
    public static ProblemException of(JsonProcessingException e) {
        if (e instanceof JsonMappingException mapping && e.getCause() instanceof InvalidEventException invalid) {
            InvalidField field = InvalidField.parse(String.valueOf(invalid.getMessage()));
            return invalid(List.of(field.below(JsonFieldError.path(mapping))));
        }
        return JsonFieldError.of(e)
                .map(field -> invalid(List.of(field)))
                .orElseGet(() -> new ProblemException(BAD_REQUEST, JsonFieldError.malformed(e)));
    }

    static ProblemException invalid(List<InvalidField> fields) {
        return new ProblemException(
                        UNPROCESSABLE,
                        fields.stream().map(InvalidField::describe).collect(Collectors.joining("; ")))
                .with("errors", fields);
    }

    /** Adds an extension member to the problem. */
    public ProblemException with(String name, Object value) {
        extensions.put(name, value);
        return this;
    }

    /** Adds a header to the response. */
    public ProblemException header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    public int status() {
        return status;
    }

    Map<String, Object> extensions() {
        return extensions;
    }

    Map<String, String> headers() {
        return headers;
    }
}
