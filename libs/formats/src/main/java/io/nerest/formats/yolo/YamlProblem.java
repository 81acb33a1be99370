package io.nerest.formats.yolo;

import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/** Describes an error of a YAML text and its place in one line. */
public final class YamlProblem {
    private YamlProblem() {}

    /** Returns the problem with its line and column, if they are known. */
    public static String of(YAMLException failure) {
        return failure instanceof MarkedYAMLException marked && marked.getProblemMark() != null
                ? "%s in line %d, column %d"
                        .formatted(
                                marked.getProblem(),
                                marked.getProblemMark().getLine() + 1,
                                marked.getProblemMark().getColumn() + 1)
                : String.valueOf(failure.getMessage()).lines().findFirst().orElse("no reason is known");
    }
}
