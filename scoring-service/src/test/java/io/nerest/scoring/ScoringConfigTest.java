package io.nerest.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.nerest.scoring.frame.FrameScoringConfig;
import io.nerest.scoring.frame.ScoreMemoryConfig;
import io.nerest.scoring.frame.ScoringRequestConfig;
import io.nerest.scoring.labelstudio.LabelStudioConfig;
import io.nerest.scoring.model.DetectorConfig;
import io.nerest.scoring.model.ModelConfig;
import io.nerest.testing.config.ConfigurationReference;
import io.nerest.testing.config.MappedConfig;
import io.smallrye.config.ConfigValidationException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScoringConfigTest {

    @Test
    void theDetectorHasDefaults() {
        DetectorConfig config = MappedConfig.defaults(DetectorConfig.class);

        assertThat(config.imgsz()).isEmpty();
        assertThat(config.confidence()).isEqualTo(.05);
        assertThat(config.iou()).isEqualTo(.7);
        assertThat(config.device()).isEqualTo("cpu");
        assertThat(config.threads()).isZero();
        assertThat(config.batch()).isEqualTo(8);
        assertThat(config.slice()).isZero();
        assertThat(config.leastDuration()).isZero();
    }

    @Test
    void detectorPropertiesAreRead() {
        String prefix = "nerest.scoring.detector.";
        DetectorConfig config = MappedConfig.full(
                DetectorConfig.class,
                Map.of(
                        prefix + "imgsz", "320",
                        prefix + "confidence", "0.2",
                        prefix + "iou", "0.5",
                        prefix + "device", "1",
                        prefix + "threads", "3",
                        prefix + "batch", "4",
                        prefix + "slice", "640",
                        prefix + "least-duration", "70ms"));

        assertThat(config.imgsz()).hasValue(320);
        assertThat(config.confidence()).isEqualTo(.2);
        assertThat(config.iou()).isEqualTo(.5);
        assertThat(config.device()).isEqualTo("1");
        assertThat(config.threads()).isEqualTo(3);
        assertThat(config.batch()).isEqualTo(4);
        assertThat(config.slice()).isEqualTo(640);
        assertThat(config.leastDuration()).isEqualTo(Duration.ofMillis(70));
    }

    @Test
    void modelsHaveDefaults() {
        ModelConfig config = MappedConfig.defaults(ModelConfig.class);

        assertThat(config.folder()).isEqualTo(Path.of("build/scoring/models"));
        assertThat(config.maxLoaded()).isEqualTo(2);
        assertThat(config.maxFiles()).isEqualTo(10);
        assertThat(config.retryPause()).isEqualTo(Duration.ofSeconds(2));
        assertThat(config.announcementTimeout()).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void modelPropertiesAreRead() {
        String prefix = "nerest.scoring.models.";
        ModelConfig config = MappedConfig.full(
                ModelConfig.class,
                Map.of(
                        prefix + "folder", "/models",
                        prefix + "max-loaded", "3",
                        prefix + "max-files", "7",
                        prefix + "retry-pause", "4s",
                        prefix + "announcement-timeout", "5s"));

        assertThat(config.folder()).isEqualTo(Path.of("/models"));
        assertThat(config.maxLoaded()).isEqualTo(3);
        assertThat(config.maxFiles()).isEqualTo(7);
        assertThat(config.retryPause()).isEqualTo(Duration.ofSeconds(4));
        assertThat(config.announcementTimeout()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void modelsAreKeptInTheWorkFolderByDefault() {
        ModelConfig config = MappedConfig.of(ModelConfig.class, Map.of("nerest.work-dir", "/work-folder"));

        assertThat(config.folder()).isEqualTo(Path.of("/work-folder/models"));
    }

    @Test
    void framesHaveDefaults() {
        FrameScoringConfig config = MappedConfig.defaults(FrameScoringConfig.class);

        assertThat(config.batchSize()).isEqualTo(32);
        assertThat(config.fetchThreads()).isEqualTo(2);
    }

    @Test
    void framePropertiesAreRead() {
        FrameScoringConfig config = MappedConfig.full(
                FrameScoringConfig.class,
                Map.of("nerest.scoring.frames.batch-size", "5", "nerest.scoring.frames.fetch-threads", "6"));

        assertThat(config.batchSize()).isEqualTo(5);
        assertThat(config.fetchThreads()).isEqualTo(6);
    }

    @Test
    void requestsHaveDefaultsAndTheirPropertiesAreRead() {
        ScoringRequestConfig defaults = MappedConfig.defaults(ScoringRequestConfig.class);
        String prefix = "nerest.scoring.requests.";
        ScoringRequestConfig config = MappedConfig.full(
                ScoringRequestConfig.class, Map.of(prefix + "share", "0.25", prefix + "longest-wait", "5s"));

        assertThat(defaults.share()).isEqualTo(0.1);
        assertThat(defaults.longestWait()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.share()).isEqualTo(0.25);
        assertThat(config.longestWait()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void theMemoryOfScoresHasDefaults() {
        ScoreMemoryConfig config = MappedConfig.defaults(ScoreMemoryConfig.class);

        assertThat(config.retention()).isEqualTo(Duration.ofDays(10));
        assertThat(config.every()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void propertiesOfTheMemoryOfScoresAreRead() {
        String prefix = "nerest.scoring.scores.";
        ScoreMemoryConfig config =
                MappedConfig.full(ScoreMemoryConfig.class, Map.of(prefix + "retention", "8d", prefix + "every", "10m"));

        assertThat(config.retention()).isEqualTo(Duration.ofDays(8));
        assertThat(config.every()).isEqualTo(Duration.ofMinutes(10));
    }

    @ParameterizedTest
    @CsvSource({"confidence, 1.5", "iou, -0.1", "threads, -1", "batch, 0", "slice, -1", "device, ' '"})
    void aValueOutOfRangeIsRejectedWithTheProperty(String property, String value) {
        Map<String, String> properties = Map.of("nerest.scoring.detector." + property, value);

        assertThatExceptionOfType(ConfigValidationException.class)
                .isThrownBy(() -> MappedConfig.of(DetectorConfig.class, properties))
                .withMessageContaining(property);
    }

    @Test
    void theConfigurationReferenceIsUpToDate() {
        ConfigurationReference.section(
                        "scoring",
                        FrameScoringConfig.class,
                        ScoringRequestConfig.class,
                        ScoreMemoryConfig.class,
                        ModelConfig.class,
                        DetectorConfig.class,
                        LabelStudioConfig.class)
                .requireUpToDate();
    }
}
