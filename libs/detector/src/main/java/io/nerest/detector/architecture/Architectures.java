package io.nerest.detector.architecture;

import java.util.List;
import java.util.Locale;

/** The available networks by name. */
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
     * Returns the network with this name and number of classes.
     *
     * @param name {@code yolov8n} or, as in the reference, {@code yolov8n.yaml} or {@code yolov5n.yaml}
     * @throws IllegalArgumentException if there is no such network, or the number of classes is not 1 to 100,000
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
                "there is no network '" + name + "'; choose one of " + String.join(", ", names()));
    }
}
