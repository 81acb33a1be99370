package io.nerest.deployment.rules;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/** Every pod that stays has three probes; a service's use its health endpoints, with time for a model to load. */
final class ProbeRule implements ManifestRule {
    static final List<String> PROBES = List.of("startupProbe", "livenessProbe", "readinessProbe");
    private static final Map<String, String> PATHS = Map.of(
            "startupProbe",
            "/q/health/started",
            "livenessProbe",
            "/q/health/live",
            "readinessProbe",
            "/q/health/ready");
    private static final int STARTUP_SECONDS = 300;

    @Override
    public void check(Overlay overlay, Findings findings) {
        for (Workload workload : overlay.workloads()) {
            if (workload.isJob()) {
                continue;
            }
            workload.pod().path("containers").forEach(container -> {
                for (String name : PROBES) {
                    JsonNode probe = container.path(name);
                    findings.require(!probe.isMissingNode(), workload.title(), name + " is missing");
                    findings.require(
                            !workload.isService()
                                    || PATHS.getOrDefault(name, "")
                                            .equals(probe.path("httpGet")
                                                    .path("path")
                                                    .asText()),
                            workload.title(),
                            name + " does not use " + PATHS.get(name));
                }
                JsonNode startup = container.path("startupProbe");
                findings.require(
                        startup.path("periodSeconds").asInt(10)
                                        * startup.path("failureThreshold").asInt(3)
                                >= STARTUP_SECONDS,
                        workload.title(),
                        "startupProbe gives the process less than " + STARTUP_SECONDS + " s to start");
            });
        }
    }
}
