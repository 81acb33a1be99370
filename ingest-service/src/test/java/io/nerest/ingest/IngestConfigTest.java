package io.nerest.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerest.ingest.bucket.ReconcilerConfig;
import io.nerest.ingest.frame.ImageConfig;
import io.nerest.ingest.label.LabelConfig;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IngestConfigTest {

    @Test
    void imageLimitsHaveDefaults() {
        ImageConfig config = MappedConfig.of(ImageConfig.class, Map.of());

        assertThat(config.maxBytes()).isEqualTo(40_000_000);
        assertThat(config.maxPixels()).isEqualTo(50_000_000);
    }

    @Test
    void imageLimitsAreRead() {
        ImageConfig config = MappedConfig.of(
                ImageConfig.class, Map.of("nerest.ingest.image.max-bytes", "5", "nerest.ingest.image.max-pixels", "6"));

        assertThat(config.maxBytes()).isEqualTo(5);
        assertThat(config.maxPixels()).isEqualTo(6);
    }

    @Test
    void theReconcilerHasDefaults() {
        ReconcilerConfig config = MappedConfig.of(ReconcilerConfig.class, Map.of());

        assertThat(config.every()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.minAge()).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void reconcilerTimesAreRead() {
        ReconcilerConfig config = MappedConfig.of(
                ReconcilerConfig.class,
                Map.of("nerest.ingest.reconciler.every", "5s", "nerest.ingest.reconciler.min-age", "6s"));

        assertThat(config.every()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.minAge()).isEqualTo(Duration.ofSeconds(6));
    }

    @Test
    void theDefaultClassIsFish() {
        assertThat(MappedConfig.of(LabelConfig.class, Map.of()).classNames()).containsExactly("fish");
    }

    @Test
    void classNamesAreReadFromTheSettingSharedWithTheTrainer() {
        LabelConfig config = MappedConfig.of(LabelConfig.class, Map.of("nerest.class-names", "fish,seal"));

        assertThat(config.classNames()).containsExactly("fish", "seal");
    }

    @Test
    void classNamesAreRead() {
        LabelConfig config = MappedConfig.of(LabelConfig.class, Map.of("nerest.ingest.label.class-names", "crab"));

        assertThat(config.classNames()).containsExactly("crab");
    }
}
