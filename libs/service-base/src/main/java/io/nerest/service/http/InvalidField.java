package io.nerest.service.http;

import com.fasterxml.jackson.databind.JsonMappingException;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * One invalid value of a request, an element of the problem's {@code errors}.
 *
 * @param field path of the field or name of the parameter, {@code labels[0].cx}; empty for the whole body
 * @param message the rule that it breaks
 */
record InvalidField(String field, String message) {
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

    static InvalidField of(JsonMappingException e) {
        return new InvalidField(JsonFieldError.path(e), "cannot be read: " + JsonFieldError.reason(e));
    }
}
