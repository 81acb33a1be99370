package io.nerest.service.http;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * One invalid value of a request, an element of the problem's {@code errors}.
 *
 * @param field path of the field or name of the parameter, {@code labels[0].cx}; empty for the whole body
 * @param message the rule that it breaks
 */
record InvalidField(String field, String message) {
    private static final Pattern DESCRIBED = Pattern.compile("'([^']+)':? (.+)", Pattern.DOTALL);

    static InvalidField of(ConstraintViolation<?> violation) {
        List<Path.Node> nodes = StreamSupport.stream(violation.getPropertyPath().spliterator(), false)
                .filter(node -> node.getKind() != ElementKind.METHOD && node.getKind() != ElementKind.CONSTRUCTOR)
                .toList();
        String field = nodes.stream()
                .filter(node -> node.getKind() != ElementKind.PARAMETER || nodes.size() == 1)
                .map(Path.Node::toString)
                .collect(Collectors.joining("."));
        return new InvalidField(field, violation.getMessage());
    }

    /** Parses a description such as {@code 'boxes[0].cx' is 2}; the field is empty if the text names none at its start. */
    static InvalidField parse(String description) {
        Matcher described = DESCRIBED.matcher(description);
        return described.matches()
                ? new InvalidField(described.group(1), described.group(2))
                : new InvalidField("", description);
    }

    /** Returns this field as it is relative to an outer one. */
    InvalidField below(String path) {
        if (path.isEmpty()) {
            return this;
        }
        String joined = field.isEmpty() || field.startsWith("[") ? path + field : path + "." + field;
        return new InvalidField(joined, message);
    }

    /** Returns a text such as {@code 'boxes[0].cx' is 2}. */
    String describe() {
        if (field.isEmpty()) {
            return message.startsWith("the ") ? message : "the body " + message;
        }
        return "'" + field + "' " + message;
    }
}
