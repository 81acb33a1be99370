package io.nerest.deployment.rules;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/** Pods keep to the level "restricted" of Kubernetes's pod security standards, have a read-only root, and no token. */
final class PodSecurityRule implements ManifestRule {
    private static final Set<String> VOLUMES = Set.of(
            "configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "persistentVolumeClaim", "projected", "secret");

    @Override
    public void check(Overlay overlay, Findings findings) {
        overlay.ofKind("Namespace")
                .forEach(namespace -> findings.require(
                        namespace
                                .path("metadata")
                                .path("labels")
                                .path("pod-security.kubernetes.io/enforce")
                                .asText()
                                .equals("restricted"),
                        Overlay.title(namespace),
                        "does not enforce the level restricted"));
        overlay.ofKind("ServiceAccount")
                .forEach(account -> findings.require(
                        !account.path("automountServiceAccountToken").asBoolean(true),
                        Overlay.title(account),
                        "its token is mounted"));
        for (Workload workload : overlay.workloads()) {
            pod(workload, findings);
            workload.containers().forEach(container -> container(workload, container, findings));
        }
    }

    private static void pod(Workload workload, Findings findings) {
        JsonNode pod = workload.pod();
        JsonNode context = pod.path("securityContext");
        String title = workload.title();
        findings.require(context.path("runAsNonRoot").asBoolean(), title, "runAsNonRoot is not true");
        findings.require(context.path("runAsUser").asInt() > 0, title, "runAsUser is no number above 0");
        findings.require(
                context.path("seccompProfile").path("type").asText().equals("RuntimeDefault"),
                title,
                "the seccomp profile is not RuntimeDefault");
        findings.require(
                !pod.path("automountServiceAccountToken").asBoolean(true), title, "a service account token is mounted");
        for (String shared : new String[] {"hostNetwork", "hostPID", "hostIPC"}) {
            findings.require(!pod.path(shared).asBoolean(), title, shared + " is not allowed");
        }
        pod.path("volumes")
                .forEach(volume -> volume.fieldNames()
                        .forEachRemaining(type -> findings.require(
                                type.equals("name") || VOLUMES.contains(type),
                                title,
                                "a volume of type " + type + " is not allowed")));
    }

    private static void container(Workload workload, JsonNode container, Findings findings) {
        JsonNode context = container.path("securityContext");
        String title = workload.title();
        findings.require(
                !context.path("allowPrivilegeEscalation").asBoolean(true),
                title,
                "allowPrivilegeEscalation is not false");
        findings.require(!context.path("privileged").asBoolean(), title, "the container is privileged");
        findings.require(
                context.path("readOnlyRootFilesystem").asBoolean(), title, "the root file system can be written");
        findings.require(
                context.path("capabilities").path("drop").toString().equals("[\"ALL\"]")
                        && !context.path("capabilities").has("add"),
                title,
                "capabilities are not all dropped");
        findings.require(
                !context.has("runAsUser") || context.path("runAsUser").asInt() > 0,
                title,
                "the container runs as root");
        container
                .path("ports")
                .forEach(port -> findings.require(!port.has("hostPort"), title, "a port of the host is not allowed"));
    }
}
