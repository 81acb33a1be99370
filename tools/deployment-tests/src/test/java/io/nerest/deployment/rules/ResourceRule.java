package io.nerest.deployment.rules;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.util.Map;

/**
 * Every container requests processor and memory and has limits of both; memory is requested as much as it may use, since the
 * Java heap is a share of the limit. All pods of the overlays without operators fit in 4 GiB together, and none of them has a lower
 * limit than the memory that it was seen to use.
 */
final class ResourceRule implements ManifestRule {
    private static final BigDecimal MINIMAL_BYTES = BigDecimal.valueOf(4L << 30);

    /** The most memory in MiB that scripts/check-compose.sh --limits-of minimal has shown: docs/deploy.md. */
    private static final Map<String, Integer> MEASURED_MIB =
            Map.of("console", 166, "ingest", 314, "kafka", 260, "scoring", 732, "selector", 276, "trainer", 1249);

    @Override
    public void check(Overlay overlay, Findings findings) {
        BigDecimal memory = BigDecimal.ZERO;
        for (Workload workload : overlay.workloads()) {
            for (JsonNode container : workload.containers()) {
                JsonNode resources = container.path("resources");
                for (String kind : new String[] {"requests", "limits"}) {
                    for (String resource : new String[] {"cpu", "memory"}) {
                        findings.require(
                                resources.path(kind).has(resource),
                                workload.title(),
                                kind + "." + resource + " is missing");
                    }
                }
                String limit = resources.path("limits").path("memory").asText("0");
                findings.require(
                        limit.equals(resources.path("requests").path("memory").asText("0")),
                        workload.title(),
                        "requests.memory differs from limits.memory");
                BigDecimal bytes = bytes(workload, limit, findings);
                memory = memory.add(bytes.multiply(BigDecimal.valueOf(workload.replicas())));
                long measured = MEASURED_MIB.getOrDefault(workload.name(), 0) * (1L << 20);
                findings.require(
                        bytes.compareTo(BigDecimal.valueOf(measured)) > 0,
                        workload.title(),
                        "limits.memory " + limit + " is not above the " + measured + " bytes that were measured");
                image(workload, container, findings);
            }
            workload.pod()
                    .path("volumes")
                    .forEach(volume -> findings.require(
                            !volume.has("emptyDir") || volume.path("emptyDir").has("sizeLimit"),
                            workload.title(),
                            "volume " + volume.path("name").asText() + " has no sizeLimit"));
        }
        if (overlay.ofKind("Kafka").findAny().isEmpty()) {
            findings.require(
                    memory.compareTo(MINIMAL_BYTES) < 0,
                    overlay.name(),
                    "the memory limits add up to " + memory + " bytes");
        }
    }

    private static BigDecimal bytes(Workload workload, String limit, Findings findings) {
        try {
            return Quantity.getAmountInBytes(Quantity.parse(limit));
        } catch (IllegalArgumentException e) {
            findings.add(workload.title(), "limits.memory '" + limit + "' is no quantity");
            return BigDecimal.ZERO;
        }
    }

    private static void image(Workload workload, JsonNode container, Findings findings) {
        String image = container.path("image").asText();
        int tag = image.lastIndexOf(':');
        findings.require(
                image.contains("@sha256:") || (tag > image.lastIndexOf('/') && !image.endsWith(":latest")),
                workload.title(),
                "image '" + image + "' has no fixed tag");
        findings.require(
                !workload.isService() || image.matches("nerest/" + workload.name() + "(-gpu)?:.+"),
                workload.title(),
                "image '" + image + "' is not that of the service");
    }
}
