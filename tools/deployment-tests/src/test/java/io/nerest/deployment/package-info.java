/** Tests of the Kubernetes manifests in {@code k8s}: the rendered overlays are checked against schemas, rules and the code. */
@NullMarked
package io.nerest.deployment;

import org.jspecify.annotations.NullMarked;
