package io.nerest.deployment.rules;

import com.fasterxml.jackson.databind.JsonNode;
import io.nerest.deployment.expected.RequiredAccess;
import io.nerest.deployment.expected.SourceTree;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Each service may do in Kafka what its channels and its outbox need, and nothing else; other users only read positions. */
final class KafkaAccessRule implements ManifestRule {
    private static final Map<String, Map<RequiredAccess.Resource, Set<String>>> REQUIRED =
            SourceTree.SERVICES.stream().collect(Collectors.toMap(service -> service, RequiredAccess::of));

    @Override
    public void check(Overlay overlay, Findings findings) {
        if (overlay.ofKind("Kafka").findAny().isEmpty()) {
            return;
        }
        for (String service : SourceTree.SERVICES) {
            findings.require(
                    overlay.has("KafkaUser", "nerest-" + service),
                    overlay.name(),
                    "has no KafkaUser nerest-" + service);
        }
        overlay.ofKind("KafkaUser").forEach(user -> {
            String title = Overlay.title(user);
            findings.require(
                    user.path("spec")
                            .path("authentication")
                            .path("type")
                            .asText()
                            .equals("tls"),
                    title,
                    "is not authenticated by TLS");
            Map<RequiredAccess.Resource, Set<String>> granted = granted(user);
            String service = Overlay.name(user).replaceFirst("^nerest-", "");
            if (REQUIRED.containsKey(service)) {
                Map<RequiredAccess.Resource, Set<String>> required = REQUIRED.getOrDefault(service, Map.of());
                granted.forEach((resource, operations) -> findings.require(
                        operations.equals(required.get(resource)),
                        title,
                        "may " + operations + " " + resource + "; it needs " + required.get(resource)));
                required.keySet().stream()
                        .filter(resource -> !granted.containsKey(resource))
                        .forEach(resource -> findings.add(title, "has no access to " + resource));
            } else {
                granted.values()
                        .forEach(operations -> findings.require(
                                operations.equals(Set.of("Describe")),
                                title,
                                "may " + operations + "; it needs Describe alone"));
            }
        });
        overlay.ofKind("Kafka").forEach(kafka -> {
            JsonNode spec = kafka.path("spec").path("kafka");
            findings.require(
                    spec.path("authorization").path("type").asText().equals("simple"),
                    Overlay.title(kafka),
                    "does not check access lists");
            spec.path("listeners")
                    .forEach(listener -> findings.require(
                            listener.path("tls").asBoolean()
                                    && listener.path("authentication")
                                            .path("type")
                                            .asText()
                                            .equals("tls"),
                            Overlay.title(kafka),
                            "listener " + listener.path("name").asText() + " takes clients without a certificate"));
        });
    }

    private static Map<RequiredAccess.Resource, Set<String>> granted(JsonNode user) {
        Map<RequiredAccess.Resource, Set<String>> granted = new TreeMap<>();
        user.path("spec").path("authorization").path("acls").forEach(entry -> {
            JsonNode resource = entry.path("resource");
            Set<String> operations = granted.computeIfAbsent(
                    new RequiredAccess.Resource(
                            resource.path("type").asText(),
                            resource.path("name").asText(),
                            resource.path("patternType").asText("literal")),
                    any -> new TreeSet<>());
            entry.path("operations").forEach(operation -> operations.add(operation.asText()));
        });
        return granted;
    }
}
