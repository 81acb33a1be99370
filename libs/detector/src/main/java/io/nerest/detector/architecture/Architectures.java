package io.nerest.detector.architecture;

import java.util.List;
import java.util.Locale;

/** The networks that can be asked for by name. */
public final class Architectures {
    private static final List<Family> FAMILIES = List.of(Yolov8.FAMILY, Yolov5u.FAMILY);

    private Architectures() {}

    /** Names of all networks: {@code yolov8n}, ..., {@code yolov5xu}. */
    public static List<String> names() {
        return FAMILIES.stream()
                .flatMap(family -> family.scales().stream().map(family::member))
                .toList();
    }

    /**
     * The network of this name for so many classes.
     *
     * @param name {@code yolov8n} or, as users of the reference write it, {@code yolov8n.yaml} or {@code yolov5n.yaml}
     * @throws IllegalArgumentException where there is no such network, or the classes are not 1 to 100,000
     */
    public static NetworkDescription describe(String name, int classes) {
        if (classes < 1 || classes > 100_000) {
            throw new IllegalArgumentException("a detector has 1 to 100000 classes, not " + classes);
        }
        String wanted = name.toLowerCase(Locale.ROOT).replaceFirst("\\.ya?ml$", "");
        for (Family family : FAMILIES) {
            for (Scale scale : family.scales()) {
                String member = family.member(scale);
                if (wanted.equals(member) || (wanted + family.suffix()).equals(member)) {
                    return new GraphBuilder(family, scale, classes).build();
                }
            }
        }
        throw new IllegalArgumentException(
                "no network is called '" + name + "'; there are " + String.join(", ", names()));
    }
}
