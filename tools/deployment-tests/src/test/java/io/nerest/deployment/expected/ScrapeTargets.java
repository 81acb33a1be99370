package io.nerest.deployment.expected;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The labels that Prometheus gives to the series of each target, in Compose and in Kubernetes. */
public final class ScrapeTargets {
    private ScrapeTargets() {}

    /** Returns the labels of the targets of docker/observability/prometheus.yml. */
    public static List<Map<String, String>> ofCompose() {
        List<Map<String, String>> targets = new ArrayList<>();
        for (JsonNode job :
                yaml(SourceTree.text("docker/observability/prometheus.yml")).path("scrape_configs")) {
            for (JsonNode group : job.path("static_configs")) {
                Map<String, String> labels =
                        new TreeMap<>(Map.of("job", job.path("job_name").asText()));
                group.path("labels")
                        .properties()
                        .forEach(label ->
                                labels.put(label.getKey(), label.getValue().asText()));
                targets.add(labels);
            }
        }
        return targets;
    }

    /** Returns the labels of the pods of an overlay that its PodMonitors select. */
    public static List<Map<String, String>> ofPods(List<JsonNode> objects) {
        List<Map<String, String>> targets = new ArrayList<>();
        for (JsonNode monitor : objects) {
            if (!monitor.path("kind").asText().equals("PodMonitor")) {
                continue;
            }
            JsonNode wanted = monitor.at("/spec/selector/matchLabels");
            for (JsonNode workload : objects) {
                JsonNode podLabels = workload.at("/spec/template/metadata/labels");
                boolean selected = !wanted.isEmpty()
                        && wanted.properties().stream()
                                .allMatch(label -> podLabels
                                        .path(label.getKey())
                                        .asText()
                                        .equals(label.getValue().asText()));
                if (selected) {
                    monitor.at("/spec/podMetricsEndpoints")
                            .forEach(endpoint -> targets.add(labels(monitor, workload, podLabels, endpoint)));
                }
            }
        }
        return targets;
    }

    /** What the operator adds, and then what the endpoint's relabelings make of it. */
    private static Map<String, String> labels(
            JsonNode monitor, JsonNode workload, JsonNode podLabels, JsonNode endpoint) {
        Map<String, String> labels = new TreeMap<>();
        labels.put("namespace", monitor.at("/metadata/namespace").asText());
        labels.put(
                "job",
                labels.get("namespace") + "/" + monitor.at("/metadata/name").asText());
        labels.put("pod", workload.at("/metadata/name").asText());
        labels.put(
                "container",
                workload.at("/spec/template/spec/containers/0/name").asText());
        labels.put("endpoint", endpoint.path("port").asText());
        for (JsonNode step : endpoint.path("relabelings")) {
            JsonNode sources = step.path("sourceLabels");
            String value = sources.isEmpty()
                    ? step.path("replacement").asText()
                    : podLabel(podLabels, sources.path(0).asText());
            if (!value.isEmpty()) {
                labels.put(step.path("targetLabel").asText(), value);
            }
        }
        return labels;
    }

    private static String podLabel(JsonNode podLabels, String source) {
        return podLabels.properties().stream()
                .filter(label -> source.equals(
                        "__meta_kubernetes_pod_label_" + label.getKey().replaceAll("[^a-zA-Z0-9_]", "_")))
                .map(label -> label.getValue().asText())
                .findFirst()
                .orElse("");
    }

    private static JsonNode yaml(String text) {
        try {
            return new YAMLMapper().readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
