package io.nerest.deployment.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The objects of a rendered overlay.
 *
 * @param name name of the overlay
 * @param objects as in the rendered file, in its order
 */
public record Overlay(String name, List<JsonNode> objects) {

    /** Reads a rendered file. */
    public static Overlay read(Path file) throws IOException {
        return of(file.getFileName().toString().replace(".yaml", ""), Files.readString(file));
    }

    /** Reads rendered text. */
    public static Overlay of(String name, String text) throws IOException {
        List<JsonNode> objects = new ArrayList<>();
        try (var documents = new YAMLMapper().readerFor(JsonNode.class).<JsonNode>readValues(text)) {
            documents.forEachRemaining(objects::add);
        }
        return new Overlay(name, objects);
    }

    /** Returns a copy whose objects can be changed. */
    public Overlay copy() {
        return new Overlay(
                name, objects.stream().<JsonNode>map(JsonNode::deepCopy).toList());
    }

    Stream<JsonNode> ofKind(String... kinds) {
        List<String> wanted = List.of(kinds);
        return objects.stream().filter(object -> wanted.contains(kind(object)));
    }

    /** Returns the object of a kind and name. */
    public Optional<JsonNode> find(String kind, String name) {
        return ofKind(kind).filter(object -> name(object).equals(name)).findFirst();
    }

    boolean has(String kind, String name) {
        return find(kind, name).isPresent();
    }

    List<Workload> workloads() {
        return ofKind("Deployment", "StatefulSet", "Job").map(Workload::new).toList();
    }

    /** Returns the workloads of the services and the console. */
    List<Workload> services() {
        return workloads().stream().filter(Workload::isService).toList();
    }

    static String kind(JsonNode object) {
        return object.path("kind").asText();
    }

    static String name(JsonNode object) {
        return object.path("metadata").path("name").asText();
    }

    /** Returns kind and name, as messages show them. */
    static String title(JsonNode object) {
        return kind(object) + " " + name(object);
    }
}
