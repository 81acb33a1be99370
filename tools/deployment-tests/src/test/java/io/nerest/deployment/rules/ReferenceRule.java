package io.nerest.deployment.rules;

import com.fasterxml.jackson.databind.JsonNode;
import io.nerest.deployment.expected.ListedSecrets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Every name that an object refers to exists: ConfigMaps, Secrets with their keys, service accounts, priorities, volumes, and
 * host names with their ports. Secrets come from create-secrets.sh or from Strimzi, never from the manifests.
 */
final class ReferenceRule implements ManifestRule {
    /** Keys of the Secret of a KafkaUser. */
    private static final Set<String> USER_KEYS = Set.of("ca.crt", "user.crt", "user.key", "user.p12", "user.password");

    private static final Set<String> CLUSTER_CA_KEYS = Set.of("ca.crt", "ca.p12", "ca.password");
    private static final Set<String> BUILT_IN_PRIORITIES = Set.of("system-cluster-critical", "system-node-critical");
    private static final Pattern HOST = Pattern.compile("(?:^|//)([a-z0-9-]+):(\\d+)");
    private static final Pattern SECRET_VARIABLE = Pattern.compile(".*(PASSWORD|SECRET_KEY|ACCESS_KEY|TOKEN)$");

    @Override
    public void check(Overlay overlay, Findings findings) {
        findings.require(overlay.ofKind("Secret").findAny().isEmpty(), overlay.name(), "contains a Secret");
        Map<String, Set<String>> secrets = secrets(overlay);
        for (JsonNode object : overlay.objects()) {
            secretReferences(object, Overlay.title(object), secrets, findings);
        }
        for (Workload workload : overlay.workloads()) {
            workload(workload, overlay, findings);
        }
        overlay.ofKind("ConfigMap")
                .forEach(map -> map.path("data")
                        .properties()
                        .forEach(entry -> hosts(
                                entry.getValue().asText(),
                                Overlay.title(map) + " " + entry.getKey(),
                                overlay,
                                findings)));
        overlay.ofKind("ScaledObject")
                .forEach(scaled -> scaled.findValues("bootstrapServers")
                        .forEach(servers -> hosts(servers.asText(), Overlay.title(scaled), overlay, findings)));
    }

    private static Map<String, Set<String>> secrets(Overlay overlay) {
        Map<String, Set<String>> secrets = new HashMap<>(ListedSecrets.all());
        overlay.ofKind("KafkaUser").forEach(user -> secrets.put(Overlay.name(user), USER_KEYS));
        overlay.ofKind("Kafka")
                .forEach(kafka -> secrets.put(Overlay.name(kafka) + "-cluster-ca-cert", CLUSTER_CA_KEYS));
        return secrets;
    }

    /** Finds references anywhere in an object: secretKeyRef, secretName, passwordSecret, secretTargetRef, keys of S3. */
    private static void secretReferences(
            JsonNode node, String title, Map<String, Set<String>> secrets, Findings findings) {
        node.properties().forEach(field -> {
            JsonNode value = field.getValue();
            switch (field.getKey()) {
                case "secretKeyRef", "accessKeyId", "secretAccessKey" -> key(value, title, secrets, findings);
                case "secretTargetRef" -> value.forEach(each -> key(each, title, secrets, findings));
                case "secretName" -> name(value.asText(), title, secrets, findings);
                case "passwordSecret" -> name(value.path("name").asText(), title, secrets, findings);
                default -> secretReferences(value, title, secrets, findings);
            }
        });
        if (node.isArray()) {
            node.forEach(each -> secretReferences(each, title, secrets, findings));
        }
    }

    private static void key(JsonNode reference, String title, Map<String, Set<String>> secrets, Findings findings) {
        String name = reference.path("name").asText();
        String key = reference.path("key").asText();
        name(name, title, secrets, findings);
        findings.require(
                !secrets.containsKey(name)
                        || secrets.getOrDefault(name, Set.of()).contains(key),
                title,
                "Secret " + name + " has no key '" + key + "'");
    }

    private static void name(String name, String title, Map<String, Set<String>> secrets, Findings findings) {
        findings.require(secrets.containsKey(name), title, "nothing creates the Secret '" + name + "'");
    }

    private static void workload(Workload workload, Overlay overlay, Findings findings) {
        String title = workload.title();
        JsonNode pod = workload.pod();
        String account = pod.path("serviceAccountName").asText();
        findings.require(
                overlay.has("ServiceAccount", account), title, "service account '" + account + "' does not exist");
        String priority = pod.path("priorityClassName").asText();
        findings.require(
                priority.isEmpty() || BUILT_IN_PRIORITIES.contains(priority) || overlay.has("PriorityClass", priority),
                title,
                "priority '" + priority + "' does not exist");
        volumes(workload, overlay, findings);
        for (JsonNode container : workload.containers()) {
            container
                    .path("envFrom")
                    .forEach(source -> configMap(source.path("configMapRef"), title, overlay, findings));
        }
        workload.variables().forEach(variable -> {
            String name = variable.path("name").asText();
            findings.require(
                    !SECRET_VARIABLE.matcher(name).matches()
                            || variable.path("valueFrom").has("secretKeyRef"),
                    title,
                    name + " must come from a Secret");
            hosts(variable.path("value").asText(), title + " " + name, overlay, findings);
        });
        boolean privateKey = pod.path("volumes").toString().contains("nerest-signing-private");
        findings.require(
                privateKey == workload.name().equals("trainer"),
                title,
                "the private signing key belongs to the trainer alone");
    }

    private static void volumes(Workload workload, Overlay overlay, Findings findings) {
        String title = workload.title();
        Set<String> volumes = new HashSet<>();
        workload.pod().path("volumes").forEach(volume -> {
            volumes.add(volume.path("name").asText());
            if (volume.has("configMap")) {
                configMap(volume.path("configMap"), title, overlay, findings);
            }
        });
        workload.object().path("spec").path("volumeClaimTemplates").forEach(claim -> volumes.add(Overlay.name(claim)));
        Set<String> mounted = new HashSet<>();
        for (JsonNode container : workload.containers()) {
            Set<String> paths = new HashSet<>();
            container.path("volumeMounts").forEach(mount -> {
                mounted.add(mount.path("name").asText());
                String path = mount.path("mountPath").asText();
                findings.require(paths.add(path), title, "two volumes are mounted at " + path);
            });
            files(container, paths, title, findings);
        }
        mounted.stream()
                .filter(name -> !volumes.contains(name))
                .forEach(name -> findings.add(title, "volume '" + name + "' is mounted but not defined"));
        volumes.stream()
                .filter(name -> !mounted.contains(name))
                .forEach(name -> findings.add(title, "volume '" + name + "' is not mounted"));
    }

    /** A setting that names a file below /etc/nerest needs a volume there. */
    private static void files(JsonNode container, Set<String> mounts, String title, Findings findings) {
        container.path("env").forEach(variable -> {
            String value = variable.path("value").asText();
            int end = value.lastIndexOf('/');
            findings.require(
                    !value.startsWith("/etc/nerest/") || mounts.contains(value.substring(0, end)),
                    title,
                    value + " is in no mounted volume");
        });
    }

    private static void configMap(JsonNode reference, String title, Overlay overlay, Findings findings) {
        String name = reference.path("name").asText();
        findings.require(overlay.has("ConfigMap", name), title, "ConfigMap '" + name + "' does not exist");
    }

    /** Host names without a dot are Services of this overlay, or of an operator's cluster. */
    private static void hosts(String value, String where, Overlay overlay, Findings findings) {
        if (value.contains("\n")) {
            return;
        }
        Matcher host = HOST.matcher(value);
        while (host.find()) {
            String name = host.group(1);
            List<Integer> ports = ports(name, overlay);
            int port = Integer.parseInt(host.group(2));
            findings.require(!ports.isEmpty(), where, "host '" + name + "' is no Service");
            findings.require(ports.isEmpty() || ports.contains(port), where, name + " has no port " + port);
        }
    }

    private static List<Integer> ports(String name, Overlay overlay) {
        List<Integer> own = overlay.find("Service", name).stream()
                .flatMap(service -> Workload.children(service.path("spec").path("ports")))
                .map(port -> port.path("port").asInt())
                .toList();
        if (!own.isEmpty()) {
            return own;
        }
        List<Integer> kafka = overlay.ofKind("Kafka")
                .filter(cluster -> name.equals(Overlay.name(cluster) + "-kafka-bootstrap"))
                .flatMap(cluster ->
                        Workload.children(cluster.path("spec").path("kafka").path("listeners")))
                .map(listener -> listener.path("port").asInt())
                .toList();
        boolean postgres = overlay.ofKind("Cluster").anyMatch(cluster -> name.equals(Overlay.name(cluster) + "-rw"));
        return postgres ? List.of(5432) : kafka;
    }
}
