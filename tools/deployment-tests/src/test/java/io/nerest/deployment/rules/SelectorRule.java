package io.nerest.deployment.rules;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Every selector selects pods that exist, and a workload its own and no other's. */
final class SelectorRule implements ManifestRule {
    /** Labels of pods that operators create. */
    private static final List<String> OF_OPERATORS = List.of("strimzi.io/", "cnpg.io/", "k8s-app");

    @Override
    public void check(Overlay overlay, Findings findings) {
        List<Workload> workloads = overlay.workloads();
        for (Workload workload : workloads) {
            if (workload.isJob()) {
                continue;
            }
            JsonNode own = workload.object().path("spec").path("selector");
            findings.require(
                    selects(own, workload.podLabels()), workload.title(), "its selector does not match its own pods");
            workloads.stream()
                    .filter(other -> !other.title().equals(workload.title()) && selects(own, other.podLabels()))
                    .forEach(other ->
                            findings.add(workload.title(), "its selector matches the pods of " + other.title()));
            workload.pod()
                    .path("topologySpreadConstraints")
                    .forEach(spread -> findings.require(
                            selects(spread.path("labelSelector"), workload.podLabels()),
                            workload.title(),
                            "a topology spread counts other pods than its own"));
        }
        overlay.ofKind("Service").forEach(service -> {
            JsonNode labels = service.path("spec").path("selector");
            long matched = workloads.stream()
                    .filter(workload -> !workload.isJob() && containsAll(workload.podLabels(), labels))
                    .count();
            findings.require(
                    matched == 1 && !labels.isEmpty(),
                    Overlay.title(service),
                    "selects the pods of " + matched + " workloads, not of one");
        });
        overlay.ofKind("PodDisruptionBudget", "NetworkPolicy", "PodMonitor").forEach(object -> {
            JsonNode spec = object.path("spec");
            JsonNode selector = spec.has("podSelector") ? spec.path("podSelector") : spec.path("selector");
            findings.require(
                    isOfOperator(selector)
                            || workloads.stream().anyMatch(workload -> selects(selector, workload.podLabels())),
                    Overlay.title(object),
                    "selects no pod");
        });
    }

    private static boolean isOfOperator(JsonNode selector) {
        return OF_OPERATORS.stream()
                .anyMatch(prefix -> selector.path("matchLabels").toString().contains("\"" + prefix));
    }

    static boolean selects(JsonNode selector, JsonNode labels) {
        if (selector.path("matchLabels").isEmpty()
                && selector.path("matchExpressions").isEmpty()) {
            return false;
        }
        return containsAll(labels, selector.path("matchLabels"))
                && Workload.children(selector.path("matchExpressions"))
                        .allMatch(expression ->
                                expression.path("operator").asText().equals("In")
                                        && Workload.children(expression.path("values"))
                                                .anyMatch(value -> value.asText()
                                                        .equals(labels.path(expression
                                                                        .path("key")
                                                                        .asText())
                                                                .asText())));
    }

    private static boolean containsAll(JsonNode labels, JsonNode wanted) {
        boolean[] all = {true};
        wanted.properties()
                .forEach(entry -> all[0] &= entry.getValue()
                        .asText()
                        .equals(labels.path(entry.getKey()).asText()));
        return all[0];
    }
}
