package io.nerest.deployment.rules;

import com.fasterxml.jackson.databind.JsonNode;
import io.nerest.deployment.expected.KnownSettings;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Every environment variable of a service is a setting that the service reads, and is set once; none that it needs is missing. */
final class EnvironmentRule implements ManifestRule {
    private static final Set<String> REQUIRED = Set.of(
            "NEREST_POD",
            "NEREST_S3_ACCESS_KEY",
            "NEREST_S3_SECRET_KEY",
            "NEREST_S3_ENDPOINT",
            "QUARKUS_DATASOURCE_JDBC_URL",
            "QUARKUS_DATASOURCE_USERNAME",
            "QUARKUS_DATASOURCE_PASSWORD",
            "KAFKA_BOOTSTRAP_SERVERS");
    private static final Map<String, Set<String>> REQUIRED_OF = Map.of(
            "console",
                    Set.of(
                            "NEREST_CONSOLE_KEY",
                            "NEREST_CONSOLE_INGEST",
                            "NEREST_CONSOLE_SCORING",
                            "NEREST_CONSOLE_SELECTOR",
                            "NEREST_CONSOLE_TRAINER"),
            "ingest", Set.of("NEREST_INGEST_SOURCES_CREDENTIALS_KEY"),
            "scoring", Set.of("NEREST_SIGNING_PUBLIC_KEY"),
            "selector", Set.of("NEREST_SIGNING_PUBLIC_KEY"),
            "trainer", Set.of("NEREST_SIGNING_PUBLIC_KEY", "NEREST_SIGNING_PRIVATE_KEY"));

    @Override
    public void check(Overlay overlay, Findings findings) {
        for (Workload service : overlay.services()) {
            Map<String, String> variables = new HashMap<>();
            for (JsonNode variable : service.variables()) {
                String name = variable.path("name").asText();
                findings.require(
                        variables.put(name, variable.path("value").asText()) == null,
                        service.title(),
                        name + " is set twice");
                findings.require(
                        KnownSettings.isRead(service.name(), name),
                        service.title(),
                        name + " is no setting of this service");
            }
            shared(service, overlay, variables, findings);
            Set<String> required = new HashSet<>(REQUIRED);
            required.addAll(REQUIRED_OF.getOrDefault(service.name(), Set.of()));
            required.stream()
                    .filter(name -> !variables.containsKey(name))
                    .sorted()
                    .forEach(name -> findings.add(service.title(), name + " is not set"));
            findings.require(
                    !service.pod().path("enableServiceLinks").asBoolean(true),
                    service.title(),
                    "enableServiceLinks must be false: variables of Services such as KAFKA_PORT would be read as settings");
            pod(service, findings);
        }
    }

    /** The ConfigMap of all services may set what only some of them read. */
    private static void shared(Workload service, Overlay overlay, Map<String, String> variables, Findings findings) {
        for (JsonNode container : service.containers()) {
            container
                    .path("envFrom")
                    .forEach(source -> overlay.find(
                                    "ConfigMap",
                                    source.path("configMapRef").path("name").asText())
                            .ifPresent(map -> map.path("data").properties().forEach(entry -> {
                                findings.require(
                                        KnownSettings.isReadByAny(entry.getKey()),
                                        Overlay.title(map),
                                        entry.getKey() + " is no setting of any service");
                                variables.putIfAbsent(
                                        entry.getKey(), entry.getValue().asText());
                            })));
        }
    }

    private static void pod(Workload service, Findings findings) {
        boolean named = service.variables().stream()
                .anyMatch(variable -> variable.path("name").asText().equals("NEREST_POD")
                        && variable.path("valueFrom")
                                .path("fieldRef")
                                .path("fieldPath")
                                .asText()
                                .equals("metadata.name"));
        findings.require(named, service.title(), "NEREST_POD must be the name of the pod");
    }
}
