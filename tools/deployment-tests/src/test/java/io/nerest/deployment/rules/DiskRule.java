package io.nerest.deployment.rules;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Quantity;
import io.nerest.deployment.expected.SeasonCosts;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;

/**
 * The volumes of PostgreSQL and Kafka hold a season, as docs/operate.md gives it for the retention that the overlay sets, and leave free what
 * the alert NerestDiskAlmostFull requires. Trials without operators hold less.
 */
final class DiskRule implements ManifestRule {
    private static final String EMPTY_AFTER = "NEREST_INGEST_RETENTION_EMPTY_AFTER";
    private static final String SCORES = "NEREST_SCORING_SCORES_RETENTION";
    private static final BigDecimal USED_AT_MOST = new BigDecimal("0.85");

    @Override
    public void check(Overlay overlay, Findings findings) {
        Optional<Duration> expiry = setting(overlay, EMPTY_AFTER).map(DiskRule::days);
        expiry.ifPresent(age -> {
            Duration scores = days(setting(overlay, SCORES).orElseGet(SeasonCosts::scoresRetention));
            findings.require(
                    age.compareTo(scores) > 0,
                    overlay.name(),
                    EMPTY_AFTER + " must be longer than nerest.scoring.scores.retention, " + scores.toDays() + " days");
        });
        boolean sizedForExpiry = expiry.filter(age -> age.compareTo(SeasonCosts.keptEmptyFrames()) <= 0)
                .isPresent();
        overlay.ofKind("Cluster")
                .forEach(cluster -> room(
                        cluster,
                        cluster.path("spec").path("storage").path("size"),
                        1,
                        SeasonCosts.bytes(
                                sizedForExpiry ? "PostgreSQL, empty frames expire" : "PostgreSQL, all frames kept"),
                        findings));
        overlay.ofKind("KafkaNodePool")
                .forEach(pool -> pool.path("spec")
                        .path("storage")
                        .path("volumes")
                        .forEach(volume -> room(
                                pool,
                                volume.path("size"),
                                pool.path("spec").path("replicas").asInt(),
                                SeasonCosts.bytes("Kafka"),
                                findings)));
    }

    private static void room(JsonNode object, JsonNode size, int volumes, BigDecimal needed, Findings findings) {
        BigDecimal usable = Quantity.getAmountInBytes(Quantity.parse(size.asText()))
                .multiply(BigDecimal.valueOf(volumes))
                .multiply(USED_AT_MOST);
        findings.require(
                usable.compareTo(needed) >= 0,
                Overlay.title(object),
                volumes + " volumes of " + size.asText() + " are too small for the " + needed.toPlainString()
                        + " bytes of a season with 15 % free");
    }

    private static Optional<String> setting(Overlay overlay, String name) {
        return overlay.ofKind("ConfigMap")
                .map(map -> map.path("data").path(name).asText())
                .filter(value -> !value.isEmpty())
                .findFirst();
    }

    private static Duration days(String text) {
        if (!text.matches("\\d+d")) {
            throw new IllegalArgumentException("not a number of days: " + text);
        }
        return Duration.ofDays(Long.parseLong(text.substring(0, text.length() - 1)));
    }
}
