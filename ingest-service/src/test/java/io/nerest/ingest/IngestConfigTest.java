package io.nerest.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.nerest.ingest.annotation.CvatConfig;
import io.nerest.ingest.bucket.ReconcilerConfig;
import io.nerest.ingest.camera.CameraConfig;
import io.nerest.ingest.frame.ImageCheckConfig;
import io.nerest.ingest.frame.NearDuplicateConfig;
import io.nerest.ingest.frame.UploadTicketConfig;
import io.nerest.ingest.idempotency.IdempotencyConfig;
import io.nerest.ingest.label.LabelConfig;
import io.nerest.ingest.resumable.ResumableUploadConfig;
import io.nerest.ingest.retention.RetentionConfig;
import io.nerest.ingest.source.SourceConfig;
import io.nerest.testing.config.ConfigurationReference;
import io.nerest.testing.config.MappedConfig;
import io.smallrye.config.ConfigValidationException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IngestConfigTest {
    @Test
    void imageChecksHaveDefaults() {
        ImageCheckConfig config = MappedConfig.defaults(ImageCheckConfig.class);

        assertThat(config.parallel()).isEqualTo(2);
        assertThat(config.waitLimit()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void everyPropertyOfImageChecksIsMapped() {
        ImageCheckConfig config = MappedConfig.full(
                ImageCheckConfig.class,
                Map.of("nerest.ingest.image-check.parallel", "5", "nerest.ingest.image-check.wait-limit", "6s"));

        assertThat(config.parallel()).isEqualTo(5);
        assertThat(config.waitLimit()).isEqualTo(Duration.ofSeconds(6));
    }

    @Test
    void theReconcilerHasDefaults() {
        ReconcilerConfig config = MappedConfig.defaults(ReconcilerConfig.class);

        assertThat(config.every()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.minAge()).isEqualTo(Duration.ofSeconds(20));
        assertThat(config.slice()).isEqualTo(1_000);
        assertThat(config.overlap()).isEqualTo(100);
    }

    @Test
    void everyReconcilerPropertyIsMapped() {
        ReconcilerConfig config = MappedConfig.full(
                ReconcilerConfig.class,
                Map.of(
                        "nerest.ingest.reconciler.every", "5s",
                        "nerest.ingest.reconciler.slice", "70",
                        "nerest.ingest.reconciler.overlap", "7",
                        "nerest.ingest.reconciler.min-age", "6s",
                        "nerest.ingest.reconciler.restore-contents", "true"));

        assertThat(config.every()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.minAge()).isEqualTo(Duration.ofSeconds(6));
        assertThat(config.slice()).isEqualTo(70);
        assertThat(config.overlap()).isEqualTo(7);
        assertThat(config.restoreContents()).isTrue();
    }

    @Test
    void theDefaultClassIsFish() {
        assertThat(MappedConfig.defaults(LabelConfig.class).classNames()).containsExactly("fish");
    }

    @Test
    void classNamesDefaultToTheSettingSharedWithTheTrainer() {
        LabelConfig config = MappedConfig.of(LabelConfig.class, Map.of("nerest.class-names", "fish,seal"));

        assertThat(config.classNames()).containsExactly("fish", "seal");
    }

    @Test
    void classNamesAreMapped() {
        LabelConfig config =
                MappedConfig.full(LabelConfig.class, Map.of("nerest.ingest.label.class-names", "crab,seal"));

        assertThat(config.classNames()).containsExactly("crab", "seal");
    }

    @Test
    void sourcesHaveDefaults() {
        SourceConfig config = MappedConfig.defaults(SourceConfig.class);

        assertThat(config.lease()).isEqualTo(Duration.ofSeconds(15));
        assertThat(config.every()).isEqualTo(Duration.ofSeconds(2));
        assertThat(config.spoolFrames()).isEqualTo(64);
        assertThat(config.allowedNetworks()).isEmpty();
        assertThat(config.credentialsKey()).isEmpty();
        assertThat(config.listAllAfter()).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void uploadsByTicketsWaitADayForTheirConfirmationByDefaultAndTheTimeIsMapped() {
        assertThat(MappedConfig.defaults(UploadTicketConfig.class).keptFor()).isEqualTo(Duration.ofDays(1));

        UploadTicketConfig config = MappedConfig.full(
                UploadTicketConfig.class,
                Map.of("nerest.ingest.tickets.kept-for", "2h", "nerest.ingest.tickets.remove-every", "3s"));

        assertThat(config.keptFor()).isEqualTo(Duration.ofHours(2));
        assertThat(config.removeEvery()).isEqualTo(Duration.ofSeconds(3));
    }

    @ParameterizedTest
    @CsvSource({
        "io.nerest.ingest.source.SourceConfig, nerest.ingest.sources.spool-frames, 1",
        "io.nerest.ingest.source.SourceConfig, nerest.ingest.sources.lease, 1ms",
        "io.nerest.ingest.frame.UploadTicketConfig, nerest.ingest.tickets.kept-for, 15m",
        "io.nerest.ingest.source.SourceConfig, nerest.ingest.sources.jpeg-quality, 0",
        "io.nerest.ingest.source.SourceConfig, nerest.ingest.sources.decoder-heap, 8",
        "io.nerest.ingest.frame.ImageCheckConfig,  nerest.ingest.image-check.parallel,  0",
        "io.nerest.ingest.frame.ImageCheckConfig,  nerest.ingest.image-check.wait-limit, 0s",
        "io.nerest.ingest.bucket.ReconcilerConfig, nerest.ingest.reconciler.overlap,    0",
        "io.nerest.ingest.bucket.ReconcilerConfig, nerest.ingest.reconciler.slice,      0",
        "io.nerest.ingest.bucket.ReconcilerConfig, nerest.ingest.reconciler.every,      1ms",
        "io.nerest.ingest.bucket.ReconcilerConfig, nerest.ingest.reconciler.min-age,    -1s"
    })
    void aValueOutOfRangeIsRejectedWithTheProperty(Class<?> mapping, String property, String value) {
        assertThatExceptionOfType(ConfigValidationException.class)
                .isThrownBy(() -> MappedConfig.of(mapping, Map.of(property, value)))
                .withMessageContaining(property.substring(property.lastIndexOf('.') + 1));
    }

    @Test
    void camerasHaveLimitsByDefaultAndTheyAreMapped() {
        assertThat(MappedConfig.defaults(CameraConfig.class).framesPerSecond()).isEqualTo(25);
        assertThat(MappedConfig.defaults(CameraConfig.class).bytesPerSecond()).isEqualTo(25L << 20);
        assertThat(MappedConfig.defaults(CameraConfig.class).burstSeconds()).isEqualTo(20);

        CameraConfig config = MappedConfig.full(
                CameraConfig.class,
                Map.of(
                        "nerest.ingest.camera.frames-per-second", "1",
                        "nerest.ingest.camera.bytes-per-second", "2",
                        "nerest.ingest.camera.burst-seconds", "3"));

        assertThat(config.framesPerSecond()).isEqualTo(1);
        assertThat(config.bytesPerSecond()).isEqualTo(2);
        assertThat(config.burstSeconds()).isEqualTo(3);
    }

    @Test
    void noFrameExpiresByDefaultAndTheRuleIsMapped() {
        assertThat(MappedConfig.defaults(RetentionConfig.class).emptyAfter()).isEmpty();
        assertThat(MappedConfig.defaults(RetentionConfig.class).keptShare()).isEqualTo(0.01);

        RetentionConfig config = MappedConfig.full(
                RetentionConfig.class,
                Map.of(
                        "nerest.ingest.retention.empty-after", "14d",
                        "nerest.ingest.retention.empty-below", "0.2",
                        "nerest.ingest.retention.kept-share", "0.5",
                        "nerest.ingest.retention.unscored-after", "60d",
                        "nerest.ingest.retention.rejected-after", "30d",
                        "nerest.ingest.retention.every", "2h"));

        assertThat(config.emptyAfter()).contains(Duration.ofDays(14));
        assertThat(config.emptyBelow()).isEqualTo(0.2);
        assertThat(config.keptShare()).isEqualTo(0.5);
        assertThat(config.unscoredAfter()).contains(Duration.ofDays(60));
        assertThat(config.rejectedAfter()).isEqualTo(Duration.ofDays(30));
        assertThat(config.every()).isEqualTo(Duration.ofHours(2));
    }

    @Test
    void resumableUploadsHaveDefaultsAndTheyAreMapped() {
        assertThat(MappedConfig.defaults(ResumableUploadConfig.class).maxBytes())
                .isEqualTo(4L << 30);

        ResumableUploadConfig config = MappedConfig.full(
                ResumableUploadConfig.class,
                Map.of(
                        "nerest.ingest.resumable.max-bytes", "5",
                        "nerest.ingest.resumable.max-open", "6",
                        "nerest.ingest.resumable.kept-for", "7s",
                        "nerest.ingest.resumable.remove-every", "8s"));

        assertThat(config.maxBytes()).isEqualTo(5);
        assertThat(config.maxOpen()).isEqualTo(6);
        assertThat(config.keptFor()).isEqualTo(Duration.ofSeconds(7));
        assertThat(config.removeEvery()).isEqualTo(Duration.ofSeconds(8));
    }

    @Test
    void noCvatIsReadByDefaultAndItsAddressIsMapped() {
        assertThat(MappedConfig.defaults(CvatConfig.class).url()).isEmpty();

        CvatConfig config = MappedConfig.full(
                CvatConfig.class,
                Map.of(
                        "nerest.ingest.cvat.url", "http://cvat:8080",
                        "nerest.ingest.cvat.authorization", "Bearer a",
                        "nerest.ingest.cvat.webhook-secret", "b",
                        "nerest.ingest.cvat.timeout", "9s"));

        assertThat(config.url()).contains(URI.create("http://cvat:8080"));
        assertThat(config.authorization()).contains("Bearer a");
        assertThat(config.webhookSecret()).contains("b");
        assertThat(config.timeout()).isEqualTo(Duration.ofSeconds(9));
    }

    @Test
    void theConfigurationReferenceIsUpToDate() {
        ConfigurationReference.section(
                        "ingest",
                        ImageCheckConfig.class,
                        NearDuplicateConfig.class,
                        IdempotencyConfig.class,
                        ReconcilerConfig.class,
                        LabelConfig.class,
                        CameraConfig.class,
                        RetentionConfig.class,
                        ResumableUploadConfig.class,
                        CvatConfig.class,
                        SourceConfig.class,
                        UploadTicketConfig.class)
                .requireUpToDate();
    }
}
