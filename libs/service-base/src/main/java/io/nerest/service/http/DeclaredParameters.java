package io.nerest.service.http;

import io.nerest.arguments.NearestName;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** The query and path parameters of an endpoint, as its method declares them. */
final class DeclaredParameters {
    private static final int LONGEST_VALUE = 1_000;
    private static final int LONGEST_SHOWN = 60;
    private static final int UUID_LENGTH = 36;

    private final Map<String, Class<?>> query = new TreeMap<>();
    private final Map<String, Class<?>> path = new TreeMap<>();

    private DeclaredParameters() {}

    static DeclaredParameters of(Method method) {
        DeclaredParameters declared = new DeclaredParameters();
        for (Parameter parameter : method.getParameters()) {
            QueryParam queryParam = parameter.getAnnotation(QueryParam.class);
            RestQuery restQuery = parameter.getAnnotation(RestQuery.class);
            PathParam pathParam = parameter.getAnnotation(PathParam.class);
            RestPath restPath = parameter.getAnnotation(RestPath.class);
            if (queryParam != null) {
                declared.query.put(queryParam.value(), parameter.getType());
            } else if (restQuery != null) {
                declared.query.put(name(restQuery.value(), parameter), parameter.getType());
            } else if (pathParam != null) {
                declared.path.put(pathParam.value(), parameter.getType());
            } else if (restPath != null) {
                declared.path.put(name(restPath.value(), parameter), parameter.getType());
            }
        }
        return declared;
    }

    private static String name(String declared, Parameter parameter) {
        return declared.isEmpty() ? parameter.getName() : declared;
    }

    /** Returns what is wrong with the parameters of a request; empty if nothing is. */
    List<InvalidField> check(Map<String, List<String>> sentQuery, Map<String, List<String>> sentPath) {
        List<InvalidField> errors = new ArrayList<>();
        sentQuery.forEach((name, values) -> checkQuery(name, values).ifPresent(errors::add));
        path.forEach((name, type) -> sentPath.getOrDefault(name, List.of()).stream()
                .flatMap(value -> problem(type, value).stream())
                .findFirst()
                .ifPresent(message -> errors.add(new InvalidField(name, message))));
        return errors;
    }

    private Optional<InvalidField> checkQuery(String name, List<String> values) {
        Class<?> type = query.get(name);
        if (type == null) {
            String known = query.isEmpty()
                    ? "; this resource has no query parameters"
                    : NearestName.hint(name, query.keySet());
            return Optional.of(new InvalidField(shown(name), "is not a query parameter of this resource" + known));
        }
        if (values.size() > 1 && !Collection.class.isAssignableFrom(type)) {
            return Optional.of(new InvalidField(name, "occurs " + values.size() + " times; send it once"));
        }
        return values.stream()
                .flatMap(value -> problem(type, value).stream())
                .findFirst()
                .map(message -> new InvalidField(name, message));
    }

    private static Optional<String> problem(Class<?> type, String value) {
        if (value.length() > LONGEST_VALUE) {
            return Optional.of("has " + value.length() + " characters; at most " + LONGEST_VALUE + " are accepted");
        }
        Optional<String> text = StorableText.problem(value);
        if (text.isPresent()) {
            return text;
        }
        String wrong = "is '" + shown(value) + "', but must be ";
        if (type == int.class || type == Integer.class) {
            return parses(value, Integer::parseInt)
                    ? Optional.empty()
                    : Optional.of(wrong + "a whole number from " + Integer.MIN_VALUE + " to " + Integer.MAX_VALUE);
        }
        if (type == long.class || type == Long.class) {
            return parses(value, Long::parseLong) ? Optional.empty() : Optional.of(wrong + "a whole number");
        }
        if (type == double.class || type == Double.class) {
            return parses(value, Double::parseDouble) ? Optional.empty() : Optional.of(wrong + "a number");
        }
        if (type == boolean.class || type == Boolean.class) {
            return value.equals("true") || value.equals("false")
                    ? Optional.empty()
                    : Optional.of(wrong + "true or false");
        }
        if (type == UUID.class) {
            return value.length() == UUID_LENGTH && parses(value, UUID::fromString)
                    ? Optional.empty()
                    : Optional.of(wrong + "a UUID such as 123e4567-e89b-12d3-a456-426614174000");
        }
        return value.isBlank() ? Optional.of("is empty") : Optional.empty();
    }

    private interface Parser {
        Object parse(String text);
    }

    private static boolean parses(String text, Parser parser) {
        try {
            parser.parse(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static String shown(String text) {
        String value = text.replaceAll("\\p{Cntrl}", "?");
        return value.length() <= LONGEST_SHOWN ? value : value.substring(0, LONGEST_SHOWN) + "...";
    }
}
