package io.nerest.deployment.rules;

/** One rule. */
@FunctionalInterface
interface ManifestRule {
    void check(Overlay overlay, Findings findings);
}
