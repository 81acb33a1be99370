package io.nerest.deployment.rules;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Where an overlay has network policies, every service reaches the ports of the servers that its settings name, and each PostgreSQL
 * cluster has a policy of its own.
 */
final class EgressRule implements ManifestRule {
    private static final Map<String, Integer> DEFAULT_PORTS = Map.of("https", 443, "http", 80);
    /** Servers at addresses that no manifest describes. */
    private static final List<String> OUTSIDE = List.of("NEREST_S3_ENDPOINT", "QUARKUS_OIDC_AUTH_SERVER_URL");

    private static final List<String> INSIDE = List.of("KAFKA_BOOTSTRAP_SERVERS", "QUARKUS_DATASOURCE_JDBC_URL");

    @Override
    public void check(Overlay overlay, Findings findings) {
        if (overlay.ofKind("NetworkPolicy").findAny().isEmpty()) {
            return;
        }
        overlay.ofKind("ConfigMap")
                .map(map -> map.path("data"))
                .filter(data -> data.has("NEREST_S3_ENDPOINT"))
                .forEach(data -> overlay.services().forEach(service -> {
                    OUTSIDE.forEach(name -> reached(service, name, data, "ipBlock", overlay, findings));
                    INSIDE.forEach(name -> reached(service, name, data, "podSelector", overlay, findings));
                }));
        overlay.ofKind("Cluster")
                .forEach(cluster -> findings.require(
                        policies(overlay, "Ingress")
                                .anyMatch(policy -> policy.path("spec")
                                        .path("podSelector")
                                        .path("matchLabels")
                                        .path("cnpg.io/cluster")
                                        .asText()
                                        .equals(Overlay.name(cluster))),
                        Overlay.title(cluster),
                        "no network policy limits who connects to its pods"));
    }

    private static void reached(
            Workload service, String setting, JsonNode settings, String peer, Overlay overlay, Findings findings) {
        String address = settings.path(setting).asText();
        if (address.isEmpty()) {
            return;
        }
        int port = port(address);
        Predicate<JsonNode> toPort = rule -> Workload.children(rule.path("to")).anyMatch(to -> to.has(peer))
                && Workload.children(rule.path("ports"))
                        .anyMatch(allowed -> allowed.path("port").asInt() == port);
        findings.require(
                policies(overlay, "Egress")
                        .filter(policy ->
                                SelectorRule.selects(policy.path("spec").path("podSelector"), service.podLabels()))
                        .flatMap(policy -> Workload.children(policy.path("spec").path("egress")))
                        .anyMatch(toPort),
                service.title(),
                "no network policy allows port " + port + " of " + setting + "=" + address);
    }

    private static Stream<JsonNode> policies(Overlay overlay, String type) {
        return overlay.ofKind("NetworkPolicy")
                .filter(policy -> Workload.children(policy.path("spec").path("policyTypes"))
                        .anyMatch(listed -> listed.asText().equals(type)));
    }

    /** Returns the port of HOST:PORT, of an address of the web, or of one of JDBC. */
    private static int port(String address) {
        String text = address.replaceFirst("^jdbc:", "");
        URI uri = URI.create(text.contains("://") ? text : "kafka://" + text);
        return uri.getPort() >= 0 ? uri.getPort() : DEFAULT_PORTS.getOrDefault(uri.getScheme(), -1);
    }
}
