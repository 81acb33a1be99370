package io.nerest.service.http;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import java.util.stream.Collectors;

/** Describes the invalid field of a JSON body: its path and the reason, without names of classes. */
public final class JsonFieldError {
    private JsonFieldError() {}

    /** Returns a text such as {@code 'boxes[0].cx': Cannot map `null` into type `double`}. */
    public static String describe(JsonMappingException e) {
        String field = path(e);
        return field.isEmpty() ? reason(e) : "'" + field + "': " + reason(e);
    }

    /** Returns the path of the invalid field, such as {@code boxes[0].cx}; empty for the whole body. */
    static String path(JsonMappingException e) {
        String path = e.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : "." + step.getFieldName())
                .collect(Collectors.joining());
        return path.startsWith(".") ? path.substring(1) : path;
    }

    /** Returns the reason without names of classes. */
    static String reason(JsonMappingException e) {
        if (e instanceof ValueInstantiationException && e.getCause() != null) {
            return String.valueOf(e.getCause().getMessage());
        }
        return e.getOriginalMessage()
                .replaceAll(" \\(class [\\w.$]+\\), not marked as ignorable", "")
                .replaceAll(" \\(set [^)]*\\)", "")
                .replaceAll("`(?:[a-z]\\w*\\.)+", "`");
    }
}
