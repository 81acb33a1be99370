package io.nerest.deployment.rules;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Services, probes and policies name ports that a container listens on; a service listens on the port of its setting. */
final class PortRule implements ManifestRule {
    /**
     * Ports of what no manifest describes: DNS, object stores, Keycloak, PostgreSQL of an operator with its status and metrics, a collector of
     * traces, cameras.
     */
    private static final Set<Integer> OUTSIDE =
            Set.of(53, 443, 9000, 7480, 8443, 5432, 8000, 9187, 4317, 80, 554, 8554);

    @Override
    public void check(Overlay overlay, Findings findings) {
        for (Workload workload : overlay.workloads()) {
            for (JsonNode container : workload.containers()) {
                Map<String, Integer> ports = ports(container);
                for (String probe : ProbeRule.PROBES) {
                    for (String kind : new String[] {"httpGet", "tcpSocket"}) {
                        JsonNode action = container.path(probe).path(kind);
                        findings.require(
                                action.isMissingNode() || listens(ports, action.path("port")),
                                workload.title(),
                                probe + " uses port " + action.path("port") + ", on which no container listens");
                    }
                }
                if (workload.isService()) {
                    listening(workload, container, overlay, ports, findings);
                }
            }
        }
        overlay.ofKind("Service").forEach(service -> service(service, overlay, findings));
        overlay.ofKind("PodMonitor").forEach(monitor -> monitor(monitor, overlay, findings));
        Set<Integer> used = new HashSet<>(OUTSIDE);
        overlay.workloads()
                .forEach(workload -> workload.containers()
                        .forEach(container -> used.addAll(ports(container).values())));
        overlay.ofKind("Kafka")
                .forEach(kafka -> kafka.path("spec")
                        .path("kafka")
                        .path("listeners")
                        .forEach(listener -> used.add(listener.path("port").asInt())));
        overlay.ofKind("NetworkPolicy")
                .forEach(policy -> policy.findValues("ports")
                        .forEach(ports -> ports.forEach(port -> findings.require(
                                used.contains(port.path("port").asInt()),
                                Overlay.title(policy),
                                "allows port " + port.path("port") + ", on which nothing listens"))));
    }

    private static void listening(
            Workload workload, JsonNode container, Overlay overlay, Map<String, Integer> ports, Findings findings) {
        container
                .path("envFrom")
                .forEach(source -> overlay.find(
                                "ConfigMap",
                                source.path("configMapRef").path("name").asText())
                        .ifPresent(map -> {
                            int set = map.path("data").path("QUARKUS_HTTP_PORT").asInt();
                            findings.require(
                                    ports.getOrDefault("http", 0) == set,
                                    workload.title(),
                                    "its port http is not that of QUARKUS_HTTP_PORT, " + set);
                        }));
    }

    private static void service(JsonNode service, Overlay overlay, Findings findings) {
        JsonNode selector = service.path("spec").path("selector");
        overlay.workloads().stream()
                .filter(workload -> !workload.isJob()
                        && workload.podLabels()
                                .path("app.kubernetes.io/name")
                                .equals(selector.path("app.kubernetes.io/name")))
                .forEach(workload -> service.path("spec").path("ports").forEach(port -> {
                    JsonNode target = port.has("targetPort") ? port.path("targetPort") : port.path("port");
                    findings.require(
                            workload.containers().stream().anyMatch(container -> listens(ports(container), target)),
                            Overlay.title(service),
                            "targets port " + target + ", which " + workload.title() + " does not have");
                }));
    }

    private static void monitor(JsonNode monitor, Overlay overlay, Findings findings) {
        overlay.workloads().stream()
                .filter(workload -> SelectorRule.selects(monitor.path("spec").path("selector"), workload.podLabels()))
                .forEach(workload -> monitor.path("spec")
                        .path("podMetricsEndpoints")
                        .forEach(endpoint -> {
                            findings.require(
                                    workload.containers().stream()
                                            .anyMatch(container -> listens(ports(container), endpoint.path("port"))),
                                    Overlay.title(monitor),
                                    "scrapes port " + endpoint.path("port") + ", which " + workload.title()
                                            + " does not have");
                            findings.require(
                                    endpoint.path("path").asText().equals("/q/metrics"),
                                    Overlay.title(monitor),
                                    "metrics are at /q/metrics, not at " + endpoint.path("path"));
                        }));
    }

    private static Map<String, Integer> ports(JsonNode container) {
        Map<String, Integer> ports = new HashMap<>();
        container
                .path("ports")
                .forEach(port -> ports.put(
                        port.path("name").asText(), port.path("containerPort").asInt()));
        return ports;
    }

    private static boolean listens(Map<String, Integer> ports, JsonNode port) {
        return port.isInt() ? ports.containsValue(port.asInt()) : ports.containsKey(port.asText());
    }
}
