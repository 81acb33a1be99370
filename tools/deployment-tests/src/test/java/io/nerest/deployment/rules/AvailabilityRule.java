package io.nerest.deployment.rules;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** All services are there; a drain of a node takes one pod at a time and ends; a pod has time to finish what it began. */
final class AvailabilityRule implements ManifestRule {
    /** quarkus.shutdown.timeout and the pause before it. */
    private static final int SHORTEST_STOP_SECONDS = 30;

    private static final int TRAINER_STOP_SECONDS = 120;

    @Override
    public void check(Overlay overlay, Findings findings) {
        List<String> names =
                overlay.services().stream().map(Workload::name).sorted().toList();
        findings.require(
                names.equals(io.nerest.deployment.expected.SourceTree.SERVICES),
                overlay.name(),
                "its services are " + names);
        for (Workload workload : overlay.workloads()) {
            String title = workload.title();
            if (Overlay.kind(workload.object()).equals("StatefulSet")) {
                String service =
                        workload.object().path("spec").path("serviceName").asText();
                findings.require(overlay.has("Service", service), title, "serviceName '" + service + "' is no Service");
            }
            if (!workload.isService()) {
                continue;
            }
            int stop = workload.pod().path("terminationGracePeriodSeconds").asInt(30);
            int shortest = workload.name().equals("trainer") ? TRAINER_STOP_SECONDS : SHORTEST_STOP_SECONDS;
            findings.require(stop >= shortest, title, "has " + stop + " s to stop; it needs " + shortest);
            findings.require(
                    workload.containers().stream()
                            .allMatch(container -> container.path("lifecycle").has("preStop")),
                    title,
                    "has no preStop: requests would fail while it stops");
            findings.require(
                    !workload.pod().path("topologySpreadConstraints").isEmpty(), title, "is not spread over hosts");
            budget(workload, overlay, findings);
            strategy(workload, findings);
        }
        overlay.ofKind("Kafka").forEach(kafka -> replication(kafka, overlay, findings));
        overlay.ofKind("KafkaNodePool")
                .forEach(pool -> priority(pool, "/spec/template/pod/priorityClassName", findings));
        overlay.ofKind("Cluster").forEach(cluster -> priority(cluster, "/spec/priorityClassName", findings));
    }

    /** Pods that may preempt others must not take the place of the broker or the database that they need. */
    private static void priority(JsonNode object, String path, Findings findings) {
        findings.require(
                object.at(path).asText().equals("nerest-online"),
                Overlay.title(object),
                "has no priorityClassName nerest-online: services may take the place of its pods");
    }

    private static void budget(Workload workload, Overlay overlay, Findings findings) {
        List<JsonNode> budgets = overlay.ofKind("PodDisruptionBudget")
                .filter(budget -> SelectorRule.selects(budget.path("spec").path("selector"), workload.podLabels()))
                .toList();
        findings.require(
                budgets.size() == 1, workload.title(), "has " + budgets.size() + " disruption budgets, not one");
        budgets.forEach(budget -> {
            JsonNode spec = budget.path("spec");
            boolean allows = spec.path("maxUnavailable").asInt() >= 1
                    || (spec.has("minAvailable") && spec.path("minAvailable").asInt() < workload.replicas());
            findings.require(allows, Overlay.title(budget), "allows no eviction: the drain of a node would never end");
        });
    }

    private static void strategy(Workload workload, Findings findings) {
        if (!Overlay.kind(workload.object()).equals("Deployment")) {
            return;
        }
        JsonNode rolling = workload.object().path("spec").path("strategy").path("rollingUpdate");
        boolean gpu = workload.pod().path("containers").toString().contains("nvidia.com/gpu");
        findings.require(
                gpu
                        ? rolling.path("maxSurge").asInt(-1) == 0
                                && rolling.path("maxUnavailable").asInt() >= 1
                        : rolling.path("maxUnavailable").asInt(-1) == 0
                                && rolling.path("maxSurge").asInt() >= 1,
                workload.title(),
                gpu
                        ? "needs a second GPU to be replaced: maxSurge must be 0"
                        : "is unavailable while it is replaced: maxUnavailable must be 0");
    }

    private static void replication(JsonNode kafka, Overlay overlay, Findings findings) {
        JsonNode config = kafka.path("spec").path("kafka").path("config");
        int nodes = overlay.ofKind("KafkaNodePool")
                .filter(pool -> pool.path("metadata")
                        .path("labels")
                        .path("strimzi.io/cluster")
                        .asText()
                        .equals(Overlay.name(kafka)))
                .mapToInt(pool -> pool.path("spec").path("replicas").asInt())
                .sum();
        int required = config.path("min.insync.replicas").asInt(1);
        String title = Overlay.title(kafka);
        findings.require(nodes >= 3, title, "has " + nodes + " nodes, not three");
        findings.require(required == 2, title, "min.insync.replicas is " + required + ", not 2");
        for (String factor : new String[] {
            "default.replication.factor", "offsets.topic.replication.factor", "transaction.state.log.replication.factor"
        }) {
            int copies = config.path(factor).asInt(1);
            findings.require(
                    copies > required && copies <= nodes,
                    title,
                    factor + " is " + copies + ": with " + nodes + " nodes and " + required
                            + " required, one node could not fail");
        }
    }
}
