package io.nerest.deployment.rules;

import com.fasterxml.jackson.databind.JsonNode;
import io.nerest.deployment.expected.SourceTree;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A Deployment, StatefulSet or Job. */
record Workload(JsonNode object) {

    String name() {
        return Overlay.name(object);
    }

    String title() {
        return Overlay.title(object);
    }

    boolean isJob() {
        return Overlay.kind(object).equals("Job");
    }

    boolean isService() {
        return SourceTree.SERVICES.contains(name());
    }

    int replicas() {
        return object.path("spec").path("replicas").asInt(1);
    }

    JsonNode podLabels() {
        return object.path("spec").path("template").path("metadata").path("labels");
    }

    JsonNode pod() {
        return object.path("spec").path("template").path("spec");
    }

    List<JsonNode> containers() {
        List<JsonNode> containers = new ArrayList<>();
        pod().path("initContainers").forEach(containers::add);
        pod().path("containers").forEach(containers::add);
        return containers;
    }

    /** Returns the environment variables of all containers that are set one by one. */
    List<JsonNode> variables() {
        return containers().stream()
                .flatMap(container -> children(container.path("env")))
                .toList();
    }

    static Stream<JsonNode> children(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
