# The objects of one workload of a rendered overlay as podman 4.3 can play them; check-kube-play.sh names the adaptations.
# Input: all objects of the overlay. $name: the workload. $secrets: values by Secret and key.
def workload: (.kind == "Deployment" or .kind == "StatefulSet") and .metadata.name == $name;
def variables_from_config_maps:
  .env |= map(if .valueFrom.secretKeyRef then .valueFrom |= {configMapKeyRef: .secretKeyRef} else . end);
def files_from_config_maps: map(if .secret then {name, configMap: {name: .secret.secretName}} else . end);

(.[] | select(workload)) as $workload
| ($workload.spec.template.spec) as $pod
| ([$pod.containers[].envFrom[]?.configMapRef.name] | unique) as $settings
| ([$pod.containers[].env[]?.valueFrom.secretKeyRef.name // empty, $pod.volumes[].secret.secretName // empty] | unique) as $used
| ($workload.spec.volumeClaimTemplates // []) as $claims
| ([$pod.volumes[] | select(.emptyDir) | .name]) as $empty
| (.[] | select(.kind == "ConfigMap" and (.metadata.name | IN($settings[])))),
  ($used[] | {apiVersion: "v1", kind: "ConfigMap", metadata: {name: .}, data: $secrets[.]}),
  ($claims[] | {apiVersion: "v1", kind: "PersistentVolumeClaim", metadata: {name: "\(.metadata.name)-\($name)-0"}, spec}),
  ($workload
    | .kind = "Deployment"
    | del(.spec.volumeClaimTemplates, .spec.serviceName, .spec.podManagementPolicy)
    | .spec.template.spec |= (
        .volumes |= files_from_config_maps
        | .volumes += [$claims[].metadata.name | {name: ., persistentVolumeClaim: {claimName: "\(.)-\($name)-0"}}]
        | (.volumes[], .containers[].volumeMounts[] | select(.name | IN($empty[])) | .name) |= "\($name)-\(.)"
        | .containers[] |= (del(.startupProbe, .readinessProbe, .livenessProbe, .ports) | variables_from_config_maps)))
