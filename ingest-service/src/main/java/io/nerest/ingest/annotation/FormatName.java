package io.nerest.ingest.annotation;

import io.nerest.formats.AnnotationFormat;
import io.nerest.service.http.ProblemException;
import java.util.List;
import java.util.stream.Stream;

/** Reads the parameter {@code format}. */
public final class FormatName {
    private FormatName() {}

    /**
     * Returns the format of a name.
     *
     * @throws ProblemException 422 if no format has the name
     */
    public static AnnotationFormat parse(String name) {
        return Stream.of(AnnotationFormat.values())
                .filter(format -> format.label().equals(name))
                .findFirst()
                .orElseThrow(() -> ProblemException.invalid("format", "must be one of " + String.join(", ", all())));
    }

    static List<String> all() {
        return Stream.of(AnnotationFormat.values()).map(AnnotationFormat::label).toList();
    }
}
