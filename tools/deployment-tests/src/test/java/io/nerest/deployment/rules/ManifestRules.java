package io.nerest.deployment.rules;

import java.util.List;

/** All rules. */
public final class ManifestRules {
    private static final List<ManifestRule> ALL = List.of(
            new SchemaRule(),
            new ReferenceRule(),
            new EnvironmentRule(),
            new SelectorRule(),
            new PortRule(),
            new EgressRule(),
            new PodSecurityRule(),
            new ProbeRule(),
            new ResourceRule(),
            new DiskRule(),
            new AvailabilityRule(),
            new TopicRule(),
            new KafkaAccessRule(),
            new AutoscalingRule(),
            new AlertRule());

    private ManifestRules() {}

    /** Returns what is wrong with an overlay; empty if nothing is. */
    public static List<String> findings(Overlay overlay) {
        Findings findings = new Findings();
        ALL.forEach(rule -> rule.check(overlay, findings));
        return findings.all();
    }
}
