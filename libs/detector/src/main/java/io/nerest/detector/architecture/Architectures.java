package io.nerest.detector.architecture;

import io.nerest.detector.weights.WeightsMetadata;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The available networks by name. */
public final class Architectures {
    private static final List<Family> FAMILIES = List.of(Yolov8.FAMILY, Yolov5u.FAMILY, Yolov8.P2);

    private Architectures() {}

    /** Names of all networks: {@code yolov8n}, ..., {@code yolov5xu}, {@code yolov8x-p2}. */
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
        requireClasses(classes);
        Member member = member(name);
        return new GraphBuilder(member.family(), member.scale(), classes).build();
    }

    /**
     * Returns the network of weights: that of the architecture file in their metadata, else the one with the name there.
     *
     * @param metadata of the weights
     * @param otherwise name of the network if the metadata has none
     * @throws IllegalArgumentException as {@link #describe(String, int)}
     */
    public static NetworkDescription describe(Map<String, String> metadata, String otherwise, int classes) {
        String name = metadata.getOrDefault(WeightsMetadata.ARCHITECTURE, otherwise);
        String definition = metadata.getOrDefault(WeightsMetadata.DEFINITION, "");
        if (definition.isEmpty()) {
            return describe(otherwise, classes);
        }
        requireClasses(classes);
        return ArchitectureFile.parse(name, definition).describe(classes);
    }

    /** A network of a family. */
    record Member(Family family, Scale scale) {}

    /** Finds a network by its name. */
    static Member member(String name) {
        String wanted = name.toLowerCase(Locale.ROOT).replaceFirst("\\.ya?ml$", "");
        for (Family family : FAMILIES) {
            for (Scale scale : family.scales()) {
                String member = family.member(scale);
                if (wanted.equals(member) || (wanted + family.suffix()).equals(member)) {
                    return new Member(family, scale);
                }
            }
        }
        throw new IllegalArgumentException(
                "there is no network '" + name + "'; choose one of " + String.join(", ", names()));
    }

    private static void requireClasses(int classes) {
        if (classes < 1 || classes > 100_000) {
            throw new IllegalArgumentException("a detector has 1 to 100000 classes, not " + classes);
        }
    }
}
